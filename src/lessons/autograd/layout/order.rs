//! The order of boxes within layers, by barycentres, and their heights on the page.

use super::{Items, Link, ROW_GAP_PX};

/// Sweeps over all layers; more change nothing in graphs of this size.
const SWEEPS: usize = 12;

/// Reorders each layer so that few edges cross: items go to the mean place of their neighbours, layer by layer, to and
/// fro; the best order met is kept.
pub(super) fn reduce_crossings(items: &mut Items) {
    let mut best = (crossings(items), items.rows.clone());
    for sweep in 0..SWEEPS {
        let is_rightward = sweep % 2 == 0;
        for step in 1..items.rows.len() {
            let layer = if is_rightward { step } else { items.rows.len() - 1 - step };
            let places = places(items);
            let key = |item: usize| {
                let neighbours = neighbours(items, item, is_rightward).map(|(other, link)| {
                    let port = if is_rightward { 0.0 } else { link.port };
                    (places[other] as f64 + port, 1.0)
                });
                mean(neighbours).unwrap_or(places[item] as f64)
            };
            let mut row: Vec<_> = items.rows[layer].iter().map(|&item| (key(item), item)).collect();
            row.sort_by(|a, b| a.0.total_cmp(&b.0));
            items.rows[layer] = row.into_iter().map(|(_, item)| item).collect();
        }
        let found = crossings(items);
        if found < best.0 {
            best = (found, items.rows.clone());
        }
    }
    items.rows = best.1;
}

/// The centre of each item: as near to its neighbours' as its row allows, in px from an arbitrary zero.
pub(super) fn rows(items: &Items) -> Vec<f64> {
    let mut centres_px = vec![0.0; items.all.len()];
    for row in &items.rows {
        let wishes_px = vec![0.0; row.len()];
        spread(items, row, &wishes_px, &mut centres_px);
    }
    for sweep in 0..SWEEPS {
        let is_rightward = sweep % 2 == 0;
        for step in 0..items.rows.len() {
            let layer = if is_rightward { step } else { items.rows.len() - 1 - step };
            let row = &items.rows[layer];
            let wish = |&item: &usize| {
                let both = neighbours(items, item, true).chain(neighbours(items, item, false));
                mean(both.map(|(other, link)| (centres_px[other], link.weight))).unwrap_or(centres_px[item])
            };
            let wishes_px: Vec<_> = row.iter().map(wish).collect();
            spread(items, row, &wishes_px, &mut centres_px);
        }
    }
    centres_px
}

/// Puts a row's items as near to their wishes as they can be without touching, by weighted squares: items that would touch
/// become one block, which stands at its members' mean wish (the pool-adjacent-violators algorithm of isotonic regression).
fn spread(items: &Items, row: &[usize], wishes_px: &[f64], centres_px: &mut [f64]) {
    /// Items that touch; `start_px` is where the row would begin if only their wishes counted.
    struct Block {
        count: usize,
        start_px: f64,
        weight: f64,
    }
    let mut offsets_px = Vec::with_capacity(row.len());
    let mut blocks: Vec<Block> = Vec::new();
    for (place, &item) in row.iter().enumerate() {
        let own = &items.all[item];
        let before = place.checked_sub(1).map(|before| (offsets_px[before], items.all[row[before]].height_px));
        let offset_px = before.map_or(0.0, |(offset_px, height_px): (f64, f64)| {
            offset_px + (height_px + own.height_px) / 2.0 + ROW_GAP_PX
        });
        offsets_px.push(offset_px);
        let mut block = Block { count: 1, start_px: wishes_px[place] - offset_px, weight: own.weight };
        while let Some(above) = blocks.pop_if(|above| above.start_px > block.start_px) {
            let weight = above.weight + block.weight;
            let start_px = (above.start_px * above.weight + block.start_px * block.weight) / weight;
            block = Block { count: above.count + block.count, start_px, weight };
        }
        blocks.push(block);
    }
    let starts_px = blocks.iter().flat_map(|block| std::iter::repeat_n(block.start_px, block.count));
    for ((&item, offset_px), start_px) in row.iter().zip(offsets_px).zip(starts_px) {
        centres_px[item] = start_px + offset_px;
    }
}

/// Each item's place in its row.
fn places(items: &Items) -> Vec<usize> {
    let mut places = vec![0; items.all.len()];
    for row in &items.rows {
        row.iter().enumerate().for_each(|(place, &item)| places[item] = place);
    }
    places
}

/// The items that edges join to this one, in the layer to the left or to the right.
fn neighbours(items: &Items, item: usize, is_left: bool) -> impl Iterator<Item = (usize, Link)> {
    let ends = move |link: &Link| if is_left { (link.to, link.from) } else { (link.from, link.to) };
    items.links.iter().filter(move |link| ends(link).0 == item).map(move |link| (ends(link).1, *link))
}

/// The mean of values with weights.
fn mean(values: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (sum, weights) =
        values.fold((0.0, 0.0), |(sum, weights), (value, weight)| (sum + value * weight, weights + weight));
    (weights > 0.0).then(|| sum / weights)
}

pub(super) fn crossings(items: &Items) -> usize {
    let places = places(items);
    let ends = |link: &Link| (places[link.from], places[link.to] as f64 + link.port);
    let cross = |a: &Link, b: &Link| {
        let ((a_from, a_to), (b_from, b_to)) = (ends(a), ends(b));
        items.all[a.from].layer == items.all[b.from].layer
            && (a_from < b_from && a_to > b_to || a_from > b_from && a_to < b_to)
    };
    let links = &items.links;
    links.iter().enumerate().map(|(index, a)| links[index + 1..].iter().filter(|b| cross(a, b)).count()).sum()
}
