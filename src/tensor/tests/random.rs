//! Random numbers equal PyTorch's: those of `torch.manual_seed(0)` in PyTorch 1.13, each after a fresh seed.

use crate::dtype::Dtype;
use crate::random::Generator;

fn close(found: &[f64], expected: &[f64]) {
    let is_close = found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 5e-5);
    assert!(found.len() >= expected.len() && is_close, "{found:?}, PyTorch: {expected:?}");
}

#[test]
fn uniform_and_normal_numbers_are_pytorchs() {
    let fresh = || Generator::new(0);
    close(&fresh().uniforms(3, 0.0, 1.0, Dtype::F32), &[0.4963, 0.7682, 0.0885]);
    close(&fresh().uniforms(2, -1.0, 1.0, Dtype::F32), &[-0.0075, 0.5364]);
    close(&fresh().normals(3, 0.0, 1.0, Dtype::F32), &[1.5410, -0.2934, -2.1788]);
    close(&fresh().normals(20, 0.0, 1.0, Dtype::F32), &[-1.1258, -1.1524, -0.2506, -0.4339]);
    assert_eq!(fresh().integers(5, 0, 100), [44, 39, 33, 60, 63]);
    assert_eq!(fresh().permutation(6), [2, 5, 3, 0, 1, 4]);
    assert_eq!(fresh().bernoullis(&[0.5; 6], Dtype::F32), [1.0, 0.0, 1.0, 1.0, 1.0, 0.0]);
    assert_eq!(fresh().anything(1, Dtype::I64), [900_450_186_894_289_455]);
    close(&fresh().normals(17, 0.0, 1.0, Dtype::F32)[14..], &[0.9463, -0.8437, 0.9318]);
}

#[test]
fn blocks_are_pytorchs_to_the_last_bit() {
    let normals = Generator::new(1).normals(32, 0.0, 1.0, Dtype::F32);
    let every_third: Vec<f32> = normals.iter().step_by(3).map(|&number| number as f32).collect();
    let expected = [
        -1.525_595_9,
        -1.609_484_8,
        -0.979_772_27,
        0.303_722,
        -0.222_270_49,
        0.467_635_5,
        0.699_542_4,
        0.244_403_9,
        1.101_680_6,
        -1.446_458,
        -0.798_069_83,
    ];
    assert_eq!(every_third, expected);
    let sum: f64 = Generator::new(1).normals(16_000, 0.0, 1.0, Dtype::F32).iter().sum();
    assert!((sum + 121.761_925_871_643_14).abs() < 1e-9, "{sum}");
}

#[test]
fn a_state_goes_on_where_it_was() {
    let mut generator = Generator::new(9);
    generator.normals(3, 0.0, 1.0, Dtype::F32);
    let mut again = Generator::from_state(&generator.state()).expect("it was just given");
    assert_eq!(generator.normals(5, 0.0, 1.0, Dtype::F32), again.normals(5, 0.0, 1.0, Dtype::F32));
    assert!(Generator::from_state(&[0; 10]).is_none());
}
