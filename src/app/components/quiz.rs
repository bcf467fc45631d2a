//! Questions that the reader's own run answers: guess first, then run, then see which answer came true.

use leptos::prelude::*;

use crate::i18n::*;
use crate::language::{Language, say};
use crate::run_context::use_run_context;
use crate::run_view::RunView;
use course::Text;

/// A question about the run on the page.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    pub text: Text,
    /// What may come true.
    pub options: &'static [Text],
    /// Which option has come true; none as long as the run has not decided it.
    pub decide: fn(&RunView) -> Option<usize>,
}

/// Where reader and run stand with a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// The reader may guess, or guess again.
    Open { guess: Option<usize> },
    /// The run has decided it.
    Decided { outcome: usize, guess: Option<usize> },
}

impl Verdict {
    fn of(guess: Option<usize>, outcome: Option<usize>) -> Self {
        match outcome {
            None => Self::Open { guess },
            Some(outcome) => Self::Decided { outcome, guess },
        }
    }

    /// Whether the guess was right; none as long as there is nothing to compare.
    fn is_right(self) -> Option<bool> {
        match self {
            Self::Open { .. } | Self::Decided { guess: None, .. } => None,
            Self::Decided { outcome, guess: Some(guess) } => Some(guess == outcome),
        }
    }

    fn words(self, locale: Locale, options: &[Text]) -> String {
        let name = |index: usize| options.get(index).map_or("", |option| say(locale, *option));
        match self {
            Self::Open { guess: None } => td_string!(locale, quiz.guess).to_owned(),
            Self::Open { guess: Some(_) } => td_string!(locale, quiz.run).to_owned(),
            Self::Decided { outcome, guess } => {
                let outcome_name = name(outcome);
                match guess {
                    None => td_string!(locale, quiz.unguessed, outcome = outcome_name),
                    Some(guess) if guess == outcome => td_string!(locale, quiz.right, outcome = outcome_name),
                    Some(guess) => td_string!(locale, quiz.wrong, outcome = outcome_name, guess = name(guess)),
                }
            }
        }
    }
}

/// The questions of a lesson, below its figure.
#[component]
pub fn Quiz(questions: &'static [Question]) -> impl IntoView {
    let i18n = use_i18n();
    let items: Vec<_> =
        questions.iter().enumerate().map(|(index, question)| view! { <QuizItem index question /> }).collect();
    view! {
        <section class="quiz" aria-labelledby="quiz-title">
            <h2 id="quiz-title">{t!(i18n, quiz.title)}</h2>
            {items}
        </section>
    }
}

#[component]
fn QuizItem(index: usize, question: &'static Question) -> impl IntoView {
    let language: Language = expect_context();
    let locale = move || language.locale.get();
    let guess = RwSignal::new(None);
    let outcome = use_run_context().part(question.decide);
    let verdict = Memo::new(move |_| Verdict::of(guess.get(), outcome.get()));
    let is_decided = move || matches!(verdict.get(), Verdict::Decided { .. });
    let choice = |(number, option): (usize, &'static Text)| {
        view! {
            <label class="quiz-option" class:is-outcome=move || outcome.get() == Some(number)>
                <input
                    type="radio"
                    name=format!("quiz-{index}")
                    data-testid=format!("quiz-{index}-{number}")
                    disabled=is_decided
                    prop:checked=move || guess.get() == Some(number)
                    on:change=move |_| guess.set(Some(number))
                />
                {move || say(locale(), *option)}
            </label>
        }
    };
    view! {
        <fieldset class="quiz-question">
            <legend>{move || say(locale(), question.text)}</legend>
            {question.options.iter().enumerate().map(choice).collect::<Vec<_>>()}
            <p
                class="note"
                role="status"
                data-testid=format!("quiz-{index}-verdict")
                data-outcome=move || outcome.get().map(|outcome| outcome.to_string())
                data-right=move || verdict.get().is_right().map(|is_right| is_right.to_string())
            >
                {move || verdict.get().words(locale(), question.options)}
            </p>
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: &[Text] = &[Text { en: "It falls.", zh: "下降。" }, Text { en: "It rises.", zh: "上升。" }];

    #[test]
    fn a_question_is_open_until_the_run_decides_it() {
        assert_eq!(Verdict::of(None, None), Verdict::Open { guess: None });
        assert_eq!(Verdict::of(Some(1), None).is_right(), None);
        assert_eq!(Verdict::of(None, Some(1)).is_right(), None, "who did not guess is neither right nor wrong");
        assert_eq!(Verdict::of(Some(1), Some(1)).is_right(), Some(true));
        assert_eq!(Verdict::of(Some(0), Some(1)).is_right(), Some(false));
    }

    #[test]
    fn the_verdict_names_what_came_true_and_what_was_guessed() {
        let words = |guess, outcome, locale| Verdict::of(guess, outcome).words(locale, OPTIONS);
        assert!(words(Some(0), Some(0), Locale::en).contains("It falls."));
        let wrong = words(Some(0), Some(1), Locale::zh);
        assert!(wrong.contains("上升。") && wrong.contains("下降。"), "{wrong}");
        assert_ne!(words(None, None, Locale::en), words(Some(0), None, Locale::en));
    }
}
