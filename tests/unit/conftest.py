import pytest

from orchestration.reference import Reference

SEEDS = {
    "indices": "index_code,raw_folder,name_en\nX,x,Index X\n",
    "editions": ("index_code,year,boundary_set,units_expected,is_table_required\nX,2020,63,3,true\nX,2021,63,3,true\n"),
    "components": (
        "index_code,component_code,parent_component_code,level,first_year,last_year,min_score,max_score\n"
        "X,total,,total,2020,,2,20\n"
        "X,1,total,dimension,2020,,1,10\n"
        "X,2,total,dimension,2020,,1,10\n"
        "X,1.1,1,sub_dimension,2020,,0.33,3.34\n"
        "X,2.1,2,sub_dimension,2020,2020,0.5,5\n"
    ),
    "layouts": (
        "index_code,first_year,last_year,heading,role\n"
        "X,2020,,Tỉnh/Thành phố,province\nX,2020,,1.1,1.1\nX,2020,2020,2.1,2.1\n"
    ),
    "unscored_units": "index_code,year,province_id,component_code\nX,2021,63-66,all\nX,2020,63-66,2\n",
    "province_aliases": (
        "boundary_set,alias,province_id\n"
        "63,Hải Phòng,63-31\n63,Đắk Lắk,63-66\n63,Dak Lac,63-66\n63,Hòa Bình,63-17\n34,Đà Nẵng,34-48\n"
    ),
    "provinces": "province_id,name_vi\n63-31,Hải Phòng\n63-66,Đắk Lắk\n63-17,Hòa Bình\n34-48,Đà Nẵng\n",
}


class MadeReference(Reference):
    """Seeds of three provinces and two components, in memory."""

    def __init__(self) -> None:
        super().__init__(None)

    def _rows(self, seed: str) -> list[dict[str, str]]:
        header, *lines = SEEDS[seed].splitlines()
        return [dict(zip(header.split(","), line.split(","), strict=True)) for line in lines]


@pytest.fixture
def reference() -> Reference:
    return MadeReference()
