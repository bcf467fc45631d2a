"""Checks that say what is not equal."""

from ._pointwise import allclose, array_equal


def assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg="", verbose=True):
    if not allclose(actual, desired, rtol, atol, equal_nan):
        raise AssertionError(f"\nNot equal to tolerance rtol={rtol:g}, atol={atol:g}\n{err_msg}\n x: {actual!r}\n y: {desired!r}")


def assert_array_equal(x, y, err_msg="", verbose=True):
    if not array_equal(x, y, True):
        raise AssertionError(f"\nArrays are not equal\n{err_msg}\n x: {x!r}\n y: {y!r}")


def assert_array_almost_equal(x, y, decimal=6, err_msg="", verbose=True):
    if not allclose(x, y, 0, 1.5 * 10.0**-decimal, True):
        raise AssertionError(f"\nArrays are not almost equal to {decimal} decimals\n{err_msg}\n x: {x!r}\n y: {y!r}")


assert_equal, assert_almost_equal = (
    assert_array_equal,
    lambda actual, desired, decimal=7, err_msg="", verbose=True: assert_array_almost_equal(actual, desired, decimal, err_msg),
)
