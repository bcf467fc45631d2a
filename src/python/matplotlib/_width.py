"""How wide text is in DejaVu Sans, in sizes."""

# Widths of the signs from the space to ~, in thousandths of the size.
_PLAIN = ("318 401 460 838 636 950 780 275 390 390 500 838 318 361 318 337 636 636 636 636 636 636 636 636 636 636 337 337 838 838 838 531 1000 684 686 698 770 632 575 775 "
          "752 295 295 656 557 863 748 787 603 787 695 635 611 732 684 989 685 611 685 390 337 390 838 500 500 613 635 550 635 615 352 635 634 278 278 579 278 974 634 612 "
          "635 635 411 521 392 634 592 818 592 592 525 636 337 636 838")  # fmt: skip
_BOLD = ("348 456 521 838 696 1002 872 306 457 457 523 838 380 415 380 365 696 696 696 696 696 696 696 696 696 696 400 400 838 838 838 580 1000 774 762 734 830 683 683 821 "
         "837 372 372 775 637 995 837 850 733 850 770 720 682 812 774 1103 771 724 725 457 365 457 838 500 500 675 716 593 716 678 435 716 712 343 343 665 343 1042 712 687 "
         "716 716 493 595 478 712 652 924 645 652 582 712 365 712 838")  # fmt: skip
_WIDTHS = {False: [int(word) for word in _PLAIN.split()], True: [int(word) for word in _BOLD.split()]}
# Of other signs, by their width.
_OTHERS = {
    sign: width
    for width, signs in {
        227: "′", 318: "⋅·‘’", 338: "ι", 390: "⟨⟩", 401: "²³", 413: "ℓ", 500: "°∣‖–", 517: "∂", 521: "∫", 541: "εζ", 557: "Γξν", 578: "χυςκγλ", 602: "πτδθοϵℰ",
        632: "ΞΣ∃σηρμµ√βℏ∘", 660: "φψϕα∇∑", 684: "ΔΛ∀ℂℙ", 720: "∝ℒ∪∩ℤ", 757: "Π∏Ω", 787: "ΘΦΨℚℝℛℕℬℱ", 838: "×÷±∓≤≥≠≈∼≡→←⇒⇐↔⊂∗⊕⊗−∞ω", 871: "∈∉ℍ", 1000: "…⋯—ℋ", 1050: "≪≫ℳ",
    }.items()
    for sign in signs
}  # fmt: skip


def width(text, bold=False):
    """How wide a line is."""
    widths, total = _WIDTHS[bold], 0
    for sign in text:
        code = ord(sign)
        if 32 <= code < 127:
            total += widths[code - 32]
        elif sign in _OTHERS:
            total += _OTHERS[sign]
        elif code >= 0x2E80:
            total += 1000
        elif not 0x300 <= code < 0x370 and code != 0x20D7:
            total += 620
    return total / 1000
