//! How a hidden layer is doing, from the numbers that leave it and the gradients that reach it.

/// What is measured of one hidden layer over all examples.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Health {
    /// Standard deviation of the activations.
    pub activation_sd: f64,
    /// Root mean square of the gradients that reach the units' sums.
    pub gradient_rms: f64,
    /// Share of units that give the same whatever the example.
    pub dead_share: f64,
    /// Share of activations at the flat ends of tanh or sigmoid.
    pub saturated_share: f64,
    /// All units do the same as their neighbours.
    pub is_alike: bool,
}

/// What is wrong with a layer, or with a net; the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// All units are the same one, and gradients keep them so.
    Alike,
    /// Hardly a unit answers to the example.
    Dead,
    /// Most units stand at a flat end of their activation.
    Saturated,
    /// Activations on their way forward, or gradients on their way back, grow from layer to layer.
    Exploding,
    /// They shrink from layer to layer.
    Vanishing,
    Healthy,
}

/// Beyond which factor between one end of the net and the other, growth is an explosion; its inverse for shrinking.
const FACTOR: f64 = 30.0;
const DEAD_SHARE: f64 = 0.8;
const SATURATED_SHARE: f64 = 0.5;

impl Health {
    /// How many numbers [`Self::to_row`] gives.
    pub const NUMBERS: usize = 5;

    /// Measures `activations` and `gradients`, both `[n, width]` in row order. `flat` says which activations are at a flat
    /// end.
    pub fn measure(activations: &[f32], gradients: &[f32], width: usize, flat: impl Fn(f32) -> bool) -> Self {
        let mean_of = |values: &[f32], of: &dyn Fn(f64) -> f64| {
            values.iter().map(|value| of(f64::from(*value))).sum::<f64>() / values.len().max(1) as f64
        };
        let mean = mean_of(activations, &|value| value);
        let rows: Vec<&[f32]> = activations.chunks_exact(width.max(1)).collect();
        let first = rows.first().copied().unwrap_or_default();
        let is_dead = |unit: &usize| rows.iter().all(|row| row[*unit] == first[*unit]);
        let share = |count: usize, of: usize| count as f64 / of.max(1) as f64;
        Self {
            activation_sd: mean_of(activations, &|value| (value - mean).powi(2)).sqrt(),
            gradient_rms: mean_of(gradients, &|value| value * value).sqrt(),
            dead_share: share((0..first.len()).filter(is_dead).count(), width),
            saturated_share: share(activations.iter().filter(|value| flat(**value)).count(), activations.len()),
            is_alike: width > 1 && rows.iter().all(|row| row.iter().all(|value| *value == row[0])),
        }
    }

    /// As an array's row.
    pub fn to_row(self) -> [f32; Self::NUMBERS] {
        let alike = if self.is_alike { 1.0 } else { 0.0 };
        [self.activation_sd, self.gradient_rms, self.dead_share, self.saturated_share, alike].map(|value| value as f32)
    }

    /// The inverse of [`Self::to_row`]; none for a row of another length.
    pub fn from_row(row: &[f32]) -> Option<Self> {
        let &[activation_sd, gradient_rms, dead_share, saturated_share, alike] = row else { return None };
        let [activation_sd, gradient_rms, dead_share, saturated_share] =
            [activation_sd, gradient_rms, dead_share, saturated_share].map(f64::from);
        Some(Self { activation_sd, gradient_rms, dead_share, saturated_share, is_alike: alike > 0.0 })
    }
}

impl Condition {
    /// A short stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Alike => "alike",
            Self::Dead => "dead",
            Self::Saturated => "saturated",
            Self::Exploding => "exploding",
            Self::Vanishing => "vanishing",
            Self::Healthy => "healthy",
        }
    }
}

/// The condition of each layer. Activations are compared with those of the first layer, where they come from; gradients
/// with those of the last.
pub fn conditions(layers: &[Health]) -> Vec<Condition> {
    let activation = layers.first().map_or(0.0, |layer| layer.activation_sd);
    let gradient = layers.last().map_or(0.0, |layer| layer.gradient_rms);
    // Behind a layer of different units, units that are alike have died.
    let alike = layers.iter().take_while(|layer| layer.is_alike).count();
    let condition = |(index, layer): (usize, &Health)| {
        let changes = [layer.activation_sd / activation, layer.gradient_rms / gradient];
        if index < alike {
            Condition::Alike
        } else if layer.dead_share >= DEAD_SHARE {
            Condition::Dead
        } else if layer.saturated_share >= SATURATED_SHARE {
            Condition::Saturated
        } else if changes.iter().any(|change| change.is_nan() || *change > FACTOR) {
            // Numbers that are none have overflowed.
            Condition::Exploding
        } else if changes.iter().any(|change| *change < 1.0 / FACTOR) {
            Condition::Vanishing
        } else {
            Condition::Healthy
        }
    };
    layers.iter().enumerate().map(condition).collect()
}

/// The condition of the net: that of its worst layer.
pub fn diagnosis(layers: &[Health]) -> Condition {
    conditions(layers).into_iter().min().unwrap_or(Condition::Healthy)
}

/// By which factor activations change from the first hidden layer to the last, and gradients from the last to the first.
pub fn changes(layers: &[Health]) -> Option<(f64, f64)> {
    let (first, last) = (layers.first()?, layers.last()?);
    Some((last.activation_sd / first.activation_sd, first.gradient_rms / last.gradient_rms))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(activation_sd: f64, gradient_rms: f64) -> Health {
        Health { activation_sd, gradient_rms, ..Health::default() }
    }

    #[test]
    fn a_layer_is_measured_by_hand() {
        // Two examples, three units: the first moves, the second never does, the third is at its end.
        let health = Health::measure(&[1.0, 0.0, 1.0, -1.0, 0.0, 0.999], &[3.0, 4.0], 3, |value| value > 0.99);
        assert!((health.gradient_rms - 12.5f64.sqrt()).abs() < 1e-9);
        assert!((health.dead_share - 1.0 / 3.0).abs() < 1e-9);
        assert!((health.saturated_share - 0.5).abs() < 1e-9, "1, 1 and 0.999 of six");
        assert!(!health.is_alike);
        let alike = Health::measure(&[0.5, 0.5, -0.5, -0.5], &[0.0; 4], 2, |_| false);
        assert_eq!((alike.activation_sd, alike.is_alike, alike.dead_share), (0.5, true, 0.0));
        assert_eq!(Health::from_row(&alike.to_row()), Some(alike));
        assert_eq!(Health::from_row(&[1.0]), None);
    }

    #[test]
    fn a_net_is_as_well_as_its_worst_layer() {
        assert_eq!(diagnosis(&[layer(1.0, 0.5), layer(0.8, 0.4)]), Condition::Healthy);
        assert_eq!(conditions(&[layer(1.0, 1.0), layer(0.02, 1.0)]), [Condition::Healthy, Condition::Vanishing]);
        assert_eq!(conditions(&[layer(1.0, 0.02), layer(1.0, 1.0)]), [Condition::Vanishing, Condition::Healthy]);
        assert_eq!(diagnosis(&[layer(1.0, 1.0), layer(40.0, 1.0)]), Condition::Exploding);
        assert_eq!(diagnosis(&[layer(1.0, f64::INFINITY), layer(1.0, 1.0)]), Condition::Exploding);
        assert_eq!(diagnosis(&[layer(f64::INFINITY, 1.0), layer(f64::INFINITY, 1.0)]), Condition::Exploding);
        let dead = Health { dead_share: 0.9, ..layer(1.0, 1.0) };
        let alike = Health { is_alike: true, ..dead };
        assert_eq!(diagnosis(&[layer(1.0, 1.0), dead]), Condition::Dead);
        assert_eq!(diagnosis(&[alike, alike]), Condition::Alike);
        assert_eq!(diagnosis(&[layer(1.0, 1.0), alike]), Condition::Dead);
        assert_eq!(diagnosis(&[Health { saturated_share: 0.7, ..layer(1.0, 1.0) }]), Condition::Saturated);
        assert_eq!(diagnosis(&[]), Condition::Healthy);
    }
}
