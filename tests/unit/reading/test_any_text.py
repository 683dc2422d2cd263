"""Whatever the text: it is read to its end, in steps that grow with its length alone."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration import paths
from orchestration.reading.figures import STATUSES
from orchestration.reading.reader import Reader
from orchestration.reference import Reference

READER = Reader(Reference(paths.seeds_dir()))
WORDS = """
    Năm 2023 , . ; : ( ) / % - – PAPI PAR_INDEX SIPAS PCI Hải_Phòng Hà_Nội Cần_Thơ tỉnh thành_phố cả_nước đạt xếp thứ
    thứ_hai 2 63 91,87 42,1143 80 10 điểm bậc tăng giảm từ lên xuống so_với năm_2022 năm_trước trung_bình cao_nhất thấp
    nhóm nhóm_A lần_lượt tương_ứng và dẫn_đầu đứng_cuối_bảng liên_tiếp 5 năm lần phấn_đấu trên gần không nếu khu_vực
    ĐBSCL vùng Quản_trị_môi_trường lĩnh_vực tiêu_chí sau duy_trì nâng_cao gồm trong của là 148/KH-UBND 09/07/2024 100%
    ranked 2nd first scored points in the of between and respectively average group country 9.664 1.1 8h30 nằm_trong
    khoảng chỉ_có_duy_nhất công_bố năm_thứ thang_điểm_là tỷ_lệ Sở quận
    eighth year measured thứ 1,1,1,1 between_1,1,1,1 range 30.000 lần_thứ nhóm_10 tốt_nhất top mean
    """
PIECES = st.sampled_from(WORDS.split()).map(lambda word: word.replace("_", " "))


@settings(max_examples=2000, deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_a_text_of_known_words_in_any_order_is_read(pieces):
    # Named at the start, so that more of what follows is taken for figures of it.
    paragraph = " ".join(["Năm 2023, PAR INDEX của Hải Phòng", *pieces])
    figures = READER.read([paragraph])
    assert all(figure.status in STATUSES and figure.start < figure.end for figure in figures)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=4))
def test_a_text_of_any_letters_is_read(paragraphs):
    READER.read(paragraphs)


@pytest.mark.parametrize(
    "unit",
    [
        "Năm 2023, PAR INDEX của Hải Phòng đạt 91,87%, xếp thứ 2/63 tỉnh (tăng 1,78 điểm so với năm 2022), ",
        "Hà Nội đạt 91 điểm. ",
        "(",
        "1,1,1,1 ",
        "a",
        "1/Aa",
        "2019 - ",
    ],
)
def test_four_times_the_text_takes_four_times_the_steps(unit):
    """Counted, because time depends on what else the machine does."""

    def steps(letters: int) -> int:
        n = 0

        def count(_, event, __):
            nonlocal n
            n += event in ("call", "c_call")

        text = (unit * (letters // len(unit) + 1))[:letters]
        sys.setprofile(count)
        try:
            READER.read([text])
        finally:
            sys.setprofile(None)
        return n

    # Names and words are looked up once.
    steps(2_000)
    assert steps(20_000) < 5 * steps(5_000)
