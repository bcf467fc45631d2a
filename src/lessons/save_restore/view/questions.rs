//! The lesson's questions, and how a run answers them.

use crate::app::kit::*;

/// Steps after the save that it takes to tell the nets apart.
const STEPS: u64 = 20;

pub const QUESTIONS: &[Question] = &[
    Question {
        text: Text {
            en: "Twenty steps after the save: does the net restored whole still draw the original's curve?",
            zh: "保存之后再走二十步：完整恢复的网络画的还是原来的曲线吗？",
        },
        options: OPTIONS,
        decide: |view| decide(view, "gap-whole"),
    },
    Question {
        text: Text {
            en: "And the net that got its parameters back, but not what the optimizer remembered?",
            zh: "只找回参数、没有找回优化器记忆的网络呢？",
        },
        options: OPTIONS,
        decide: |view| decide(view, "gap-parameters"),
    },
];

const OPTIONS: &[Text] = &[
    Text { en: "Yes, to the last digit.", zh: "是的，一位数字都不差。" },
    Text { en: "No, it goes its own way.", zh: "不是，它走上了自己的路。" },
];

/// Which option the distance to the original's curve speaks for.
fn decide(view: &RunView, gap: &str) -> Option<usize> {
    let is_time = view.progress.step >= view.settings.integer("save") + STEPS;
    let series = view.curves.get(gap).filter(|_| is_time)?;
    let departs = series.points().any(|point| point.mean > 0.0);
    Some(usize::from(departs))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::course::settings::Settings;
    use crate::lessons::save_restore::MANIFEST;
    use crate::plot::series::Series;

    #[test]
    fn twenty_steps_after_the_save_the_distance_decides() {
        let mut view = RunView::new(MANIFEST.settings);
        view.settings = Settings::defaults(MANIFEST.settings);
        view.curves.insert("gap-whole".to_owned(), Arc::new(Series::of([(100, 0.0), (110, 0.0)])));
        view.curves.insert("gap-parameters".to_owned(), Arc::new(Series::of([(100, 0.0), (110, 0.02)])));
        view.progress.step = 119;
        assert_eq!(answers(&view), [None, None]);
        view.progress.step = 120;
        assert_eq!(answers(&view), [Some(0), Some(1)]);
    }

    fn answers(view: &RunView) -> Vec<Option<usize>> {
        QUESTIONS.iter().map(|question| (question.decide)(view)).collect()
    }
}
