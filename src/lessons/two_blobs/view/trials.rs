//! Experiments to try, and questions that the reader's own run answers.

use crate::app::kit::*;

pub const PRESETS: &[Preset] = &[
    preset(
        "Two half moons: the border must bend. Adam, learning rate 0.02.",
        "两弯半月：边界必须弯曲。Adam，学习率 0.02。",
        &[("data", "moons"), ("optimizer", "adam"), ("lr", "0.02"), ("epochs", "400"), ("pace", "60")],
    ),
    preset(
        "A ring around a ring, and only two hidden units. Why can they not do it? What about three?",
        "环中环，只有两个隐藏单元。为什么做不到？三个呢？",
        &[
            ("data", "circles"),
            ("width", "2"),
            ("optimizer", "adam"),
            ("lr", "0.02"),
            ("epochs", "1000"),
            ("pace", "120"),
        ],
    ),
    preset(
        "Two spiral arms with five units: too few. With ten it is a matter of luck: try other seeds.",
        "两条旋臂，五个单元：不够。十个就要碰运气：换几个种子试试。",
        &[
            ("data", "spirals"),
            ("width", "5"),
            ("optimizer", "adam"),
            ("lr", "0.02"),
            ("epochs", "1000"),
            ("pace", "120"),
        ],
    ),
    preset(
        "Two spiral arms with a hundred units: watch the border wind.",
        "两条旋臂，一百个单元：看边界怎样卷起来。",
        &[
            ("data", "spirals"),
            ("width", "100"),
            ("optimizer", "adam"),
            ("lr", "0.02"),
            ("epochs", "1000"),
            ("pace", "120"),
        ],
    ),
    preset(
        "Three points of each class, and one that lies among strangers. Drag it home while the net learns.",
        "每类三个点，外加一个落在对方中间的点。在学习途中把它拖回家。",
        &[
            ("points", "2,2,0;3,1,0;1,3,0;-2,-2,1;-3,-1,1;-1,-3,1;2.2,2.6,1"),
            ("optimizer", "adam"),
            ("lr", "0.02"),
            ("epochs", "2000"),
            ("pace", "60"),
        ],
    ),
];

pub const QUESTIONS: &[Question] = &[
    Question {
        text: Text {
            en: "When are 98% of the points first on the right side?",
            zh: "什么时候第一次有 98% 的点站对了边？",
        },
        options: &[
            Text { en: "In the first half of the run.", zh: "在前一半。" },
            Text { en: "In the second half.", zh: "在后一半。" },
            Text { en: "Never.", zh: "始终没有。" },
        ],
        decide: when_right,
    },
    Question {
        text: Text {
            en: "At the end, which points account for more than half of the whole loss?",
            zh: "结束时，整个损失的一大半由谁承担？",
        },
        options: &[
            Text { en: "The costliest tenth of the points.", zh: "代价最高的十分之一的点。" },
            Text {
                en: "No small group: it is spread over many.", zh: "不是少数点，而是分摊在许多点上。"
            },
        ],
        decide: who_pays,
    },
];

fn when_right(view: &RunView) -> Option<usize> {
    let half = view.total_steps() / 2;
    let series = view.curves.get("train-accuracy")?;
    let reached = series.points().find(|point| point.mean >= 0.98).map(|point| point.step);
    match reached {
        Some(step) if step <= half => Some(0),
        Some(_) => Some(1),
        None => (view.state == RunState::Done).then_some(2),
    }
}

fn who_pays(view: &RunView) -> Option<usize> {
    let mut costs = view.picture.values("costs").to_vec();
    if view.state != RunState::Done || costs.is_empty() {
        return None;
    }
    costs.sort_by(|a, b| b.total_cmp(a));
    let tenth: f32 = costs[..costs.len().div_ceil(10)].iter().sum();
    Some(usize::from(tenth <= 0.5 * costs.iter().sum::<f32>()))
}
