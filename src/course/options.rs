//! What the options of settings are called where readers choose them; in addresses, files and programs they keep their keys.

use crate::Text;

/// Options without words of their own, such as numbers, are shown as they are.
pub fn words(option: &'static str) -> Text {
    let found = WORDS.iter().find(|(key, _, _)| *key == option);
    found.map_or(Text { en: option, zh: option }, |&(_, en, zh)| Text { en, zh })
}

const WORDS: &[(&str, &str, &str)] = &[
    ("auto", "automatic", "自动"),
    ("cpu", "CPU", "CPU"),
    ("gpu", "GPU", "GPU"),
    ("sgd", "SGD", "SGD"),
    ("momentum", "momentum", "动量"),
    ("adam", "Adam", "Adam"),
    ("mnist", "MNIST", "MNIST"),
    ("fashion", "Fashion-MNIST", "Fashion-MNIST"),
    ("cifar10", "CIFAR-10", "CIFAR-10"),
    ("titanic", "Titanic", "泰坦尼克号"),
    ("own", "your own", "你自己的"),
    ("synthetic", "synthetic", "合成数据"),
    ("fifteen", "fifteen points", "十五个点"),
    ("by-hand", "by hand", "手写公式"),
    ("layers", "with layers", "用层"),
    ("raw", "raw", "原始值"),
    ("centred", "centred", "居中"),
    ("standardised", "standardised", "标准化"),
    ("relu", "ReLU", "ReLU"),
    ("none", "none", "无"),
    ("normal", "normal", "正态分布"),
    ("kaiming", "Kaiming", "Kaiming"),
    ("xavier", "Xavier", "Xavier"),
    ("xavier-uniform", "Xavier, uniform", "Xavier，均匀分布"),
    ("xavier-normal", "Xavier, normal", "Xavier，正态分布"),
    ("kaiming-uniform", "Kaiming, uniform", "Kaiming，均匀分布"),
    ("kaiming-normal", "Kaiming, normal", "Kaiming，正态分布"),
    ("pytorch", "as in PyTorch", "与 PyTorch 相同"),
    ("default", "the layers' default", "层的默认值"),
    ("zeros", "zeros", "全零"),
    ("shown", "shown", "显示"),
    ("hidden", "hidden", "隐藏"),
    ("column", "column", "列"),
    ("flat", "flat", "平铺"),
    ("mean", "mean", "平均"),
    ("sum", "sum", "总和"),
    ("w1-b", "w1 and b", "w1 与 b"),
    ("w1-w2", "w1 and w2", "w1 与 w2"),
    ("lstm", "LSTM", "LSTM"),
    ("rnn", "plain RNN", "普通 RNN"),
    ("each-epoch", "each epoch", "每轮"),
    ("never", "never", "从不"),
    ("keep", "keep", "保留"),
    ("drop", "drop", "丢弃"),
    ("ravine", "ravine", "峡谷"),
    ("bowl", "bowl", "碗"),
    ("saddle", "saddle", "鞍"),
    ("rosenbrock", "Rosenbrock's valley", "Rosenbrock 弯谷"),
    ("blobs", "blobs", "两团"),
    ("moons", "moons", "月牙"),
    ("circles", "circles", "圆环"),
    ("spirals", "spirals", "螺线"),
    ("clusters", "clusters anywhere", "随意散落的簇"),
    ("four-points", "four points", "四个点"),
    ("apart", "clusters apart", "互相分开的簇"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_have_words_and_numbers_stay_numbers() {
        assert_eq!(words("by-hand"), Text { en: "by hand", zh: "手写公式" });
        assert_eq!(words("1/8").en, "1/8");
    }
}
