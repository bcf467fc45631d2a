//! The words of the lesson's figure, its experiments and its questions.

use super::RACERS;
use crate::app::kit::*;

pub const LOSSES: Text = Text { en: "Losses of the five nets, batch by batch", zh: "五个网络逐批的损失" };
pub const LOSS_AXIS: Text = Text { en: "mean squared error", zh: "均方误差" };
pub const LOWEST: Text = Text { en: "lowest of the five", zh: "五者中最低" };
pub const COMPARE: Text = Text { en: "Earlier runs, pale, of", zh: "以浅色显示以往运行中的" };
pub const FITS: Text = Text { en: "What the five nets make of the points", zh: "五个网络拟合出的曲线" };
pub const WHOSE_NET: Text = Text { en: "The net trained by", zh: "查看网络，优化器为" };
pub const POINTS: Text = Text { en: "points", zh: "数据点" };
pub const PATHS: Text = Text { en: "Five paths down one surface", zh: "同一曲面上的五条下山路径" };
pub const RACER: Text = Text { en: "optimizer", zh: "优化器" };
pub const NET: Text = Text { en: "its net", zh: "它的网络" };
pub const WALKER: Text = Text { en: "its walker", zh: "它的行者" };
pub const HEIGHT: Text = Text { en: "height above the lowest point", zh: "比最低点高出" };
pub const RACING: Text = Text { en: "in the race", zh: "在赛道上" };
pub const LOST: Text = Text { en: "lost at step {step}", zh: "第 {step} 步出局" };
pub const ADVICE: Text = Text {
    en: "“Lost” means that each step landed higher than the last, until the numbers ran away. The learning rate is too large for this optimizer; the others carry on.",
    zh: "“出局”是说：每一步都落得比上一步更高，直到数值失控。对这个优化器来说学习率太大了；其余的继续比赛。",
};

pub const FORMULAS: [(&str, &str); 4] = [
    ("bowl", "x²/2 + y²/2"),
    ("ravine", "0.1 x² + 18 y²"),
    ("saddle", "x²/2 − y²/2 + y⁴/8 + 1/2"),
    ("rosenbrock", "(1 − x)²/50 + 2 (y − x²)²"),
];

pub const PRESETS: &[Preset] = &[
    preset(
        "A round bowl. Downhill leads straight to the goal: which optimizers are not content with that, and which brake too early?",
        "圆碗。下坡方向直指目标：谁不满足于此，谁又刹车太早？",
        &[("surface", "bowl")],
    ),
    preset(
        "A pass between two valleys, all walkers a hair's breadth from the ridge. Who notices the way down at once?",
        "两谷之间的鞍点，五个行者都几乎站在山脊上。谁马上就发现下山的路？",
        &[("surface", "saddle"), ("pace", "25")],
    ),
    preset(
        "Rosenbrock's bent valley: quickly found, but then its floor goes on for ever.",
        "Rosenbrock 的弯谷：谷底很快就找到，沿着它却走个没完。",
        &[("surface", "rosenbrock"), ("epochs", "40"), ("pace", "100")],
    ),
    preset(
        "Twice the learning rate in the ravine: more than plain SGD can bear there. And momentum?",
        "峡谷中学习率加倍：普通 SGD 承受不住。动量呢？",
        &[("surface-lr", "0.1"), ("pace", "10")],
    ),
    preset(
        "Ten times the learning rate for the nets: is SGD still last?",
        "网络的学习率放大十倍：SGD 还是最后一名吗？",
        &[("lr", "0.1")],
    ),
    preset(
        "All thousand points in each step: no noise, but only one step per epoch. What changes, and for whom?",
        "每一步都用全部一千个点：没有噪声，但每轮只走一步。对谁有什么影响？",
        &[("batch", "1000"), ("epochs", "100"), ("pace", "20")],
    ),
];

const NAMES: &[Text] = &[RACERS[0].label, RACERS[1].label, RACERS[2].label, RACERS[3].label, RACERS[4].label];

pub const QUESTIONS: &[Question] = &[
    Question {
        text: Text {
            en: "Whose net has the highest loss (smoothed) when the run is done?",
            zh: "运行结束时，谁的网络损失最高（按平滑后的曲线）？",
        },
        options: NAMES,
        decide: |view| {
            let loss = |index: usize| Some(view.curves.get(RACERS[index].metric)?.last()?.running_mean);
            decided(view, |index| loss(index).map(|loss| -loss))
        },
    },
    Question {
        text: Text {
            en: "Whose walker stands lowest on the surface at the end?",
            zh: "最后谁的行者在曲面上站得最低？",
        },
        options: NAMES,
        decide: |view| decided(view, |index| view.picture.values("heights").get(index).copied().map(f64::from)),
    },
];

/// The racer with the smallest value, once the run is done.
fn decided(view: &RunView, value: impl Fn(usize) -> Option<f64>) -> Option<usize> {
    if view.state != RunState::Done {
        return None;
    }
    let values = (0..RACERS.len()).filter_map(|index| Some((index, value(index).filter(|value| !value.is_nan())?)));
    values.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(index, _)| index)
}
