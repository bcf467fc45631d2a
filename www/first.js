// Before the first paint: the language and the colours in which the page will wake, as src/app/language.rs and theme.rs
// find them.

(() => {
  const root = document.documentElement;
  const remembered = name => {
    try {
      return localStorage.getItem(`emberlab-${name}`);
    } catch {
      return null;
    }
  };
  const asked = new URLSearchParams(location.search).get("lang");
  const tag = [asked, remembered("language"), ...navigator.languages].find(tag => /^(en|zh)/.test(tag ?? "")) ?? "en";
  root.lang = tag.startsWith("zh") ? "zh-Hans" : "en";
  root.dataset.theme = remembered("theme") ?? "auto";
})();
