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
fn a_state_goes_on_where_it_was() {
    let mut generator = Generator::new(9);
    generator.normals(3, 0.0, 1.0, Dtype::F32);
    let mut again = Generator::from_state(&generator.state()).expect("it was just given");
    assert_eq!(generator.normals(5, 0.0, 1.0, Dtype::F32), again.normals(5, 0.0, 1.0, Dtype::F32));
    assert!(Generator::from_state(&[0; 10]).is_none());
}
