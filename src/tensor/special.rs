//! Special functions of one number, in double precision.

/// 1 / √(2π).
pub const FRAC_1_SQRT_2PI: f64 = 0.398_942_280_401_432_7;

/// The error function: a series near 0, a continued fraction beyond (Abramowitz and Stegun, 7.1.5 and 7.1.14).
pub fn erf(x: f64) -> f64 {
    let size = x.abs();
    if size < 2.5 {
        let (mut term, mut sum) = (size, size);
        for n in 1..100 {
            term *= -size * size / f64::from(n);
            let part = term / f64::from(2 * n + 1);
            sum += part;
            if part.abs() < 1e-17 * sum.abs() {
                break;
            }
        }
        return (std::f64::consts::FRAC_2_SQRT_PI * sum).copysign(x);
    }
    if size > 6.0 {
        return 1f64.copysign(x);
    }
    let mut fraction = 0.0;
    for k in (1..60).rev() {
        fraction = f64::from(k) / 2.0 / (size + fraction);
    }
    let tail = (-size * size).exp() / ((size + fraction) * std::f64::consts::PI.sqrt());
    (1.0 - tail).copysign(x)
}

/// The probability that a standard normal number is below `x`.
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * (1.0 + erf(x * std::f64::consts::FRAC_1_SQRT_2))
}

/// ln(1 + exp x), a line where the difference is lost.
pub fn softplus(x: f64) -> f64 {
    if x > 20.0 { x } else { x.exp().ln_1p() }
}

/// ln |Γ(x)|: Lanczos' approximation with g = 7 and nine terms; reflected below 1/2.
pub fn ln_gamma(x: f64) -> f64 {
    const TERMS: [f64; 9] = [
        0.999_999_999_999_809_9,
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    if x < 0.5 {
        return (std::f64::consts::PI / (std::f64::consts::PI * x).sin().abs()).ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let sum: f64 = TERMS[0] + TERMS[1..].iter().zip(1..).map(|(term, k)| term / (x + f64::from(k))).sum::<f64>();
    let t = x + 7.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

/// The slope of [`ln_gamma`]: up by recurrence, then its asymptotic series (Abramowitz and Stegun, 6.3.18).
pub fn digamma(x: f64) -> f64 {
    if x < 0.5 {
        return digamma(1.0 - x) - std::f64::consts::PI / (std::f64::consts::PI * x).tan();
    }
    let (mut x, mut sum) = (x, 0.0);
    while x < 10.0 {
        sum -= 1.0 / x;
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    sum + x.ln() - 0.5 / x - y * (1.0 / 12.0 - y * (1.0 / 120.0 - y * (1.0 / 252.0 - y * (1.0 / 240.0 - y / 132.0))))
}
