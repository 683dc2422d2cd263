import pytest

from orchestration.reference import Reference

SEEDS = {
    "indices": "index_code,raw_folder,name_en\nX,x,Index X\nP,p,Index P\nW,w,Index W\n",
    "editions": (
        "index_code,year,boundary_set,units_expected,units_scored,is_table_required\n"
        "X,2020,63,3,3,true\nX,2021,63,3,2,true\nP,2020,63,3,3,false\nW,2020,63,3,3,false\nX,2025,34,2,2,true\n"
    ),
    "components": (
        "index_code,component_code,parent_component_code,level,first_year,last_year,min_score,max_score,name_vi,name_en\n"
        "X,total,,total,2020,,2,20,Tổng,Total\n"
        "X,1,total,dimension,2020,,1,10,Một,One\n"
        "X,2,total,dimension,2020,,1,10,Hai,Two\n"
        "X,1.1,1,sub_dimension,2020,,0.33,3.34,Tri thức công dân,Civic Knowledge\n"
        "X,2.1,2,sub_dimension,2020,2020,0.5,5,Danh sách hộ nghèo,Poverty Lists\n"
        "P,total,,total,2020,,0,100,Điểm,Score\n"
        "P,1,total,dimension,2020,,0,,Chỉ đạo,Leadership\n"
        "W,total,,total,2020,,0,2000,Điểm,Score\n"
    ),
    "layouts": (
        "index_code,first_year,last_year,heading,role,is_required\n"
        "X,2020,,Tỉnh/Thành phố,province,true\nX,2020,,Province,province,true\nX,2020,,STT,ignored,false\n"
        "X,2020,,1.1,1.1,true\nX,2020,2020,2.1,2.1,true\n"
        "P,2020,,Tỉnh,province,true\nP,2020,,Điểm,total,true\nP,2020,,Hạng,rank,false\nP,2020,,1,1,false\n"
        "W,2020,,Tỉnh,province,true\nW,2020,,Điểm,total,true\n"
    ),
    "reported_layouts": (
        "kind,heading,role,is_required\n"
        + "".join(
            f"{kind},{heading},{heading.replace('province', 'province_name')},true\n"
            for kind, headings in (
                ("reported_scores", "index_code year province score rank n_ranked score_group source_id"),
                ("reported_changes", "index_code year province measure value compared_year source_id"),
                ("reported_summaries", "index_code year scope scope_value measure value source_id"),
                ("reported_components", "index_code year subject component_code value unit max_points source_id"),
                ("sources", "source_id publisher title kind trust_tier published_on url copy_of"),
            )
            for heading in headings.split()
        )
        + "reported_scores,Điểm,score,true\nreported_components,component_name_vi,component_name_vi,false\n"
    ),
    "reported_measures": (
        "kind,measure,value_kind,adds_up_to\n"
        "reported_changes,score_change,change,\nreported_changes,rank_change,ranks,\n"
        "reported_summaries,mean,score,\nreported_summaries,mean_change_from_{year},change,\n"
        "reported_summaries,max_increase,size,\nreported_summaries,n_provinces_above_mean,units,\n"
    ),
    "source_kinds": "kind,trust_tier\nofficial portal,2\npress,3\npress,4\naggregator,4\n",
    "reported_subjects": "subject,subject_type,measure\n(cả nước),national,mean\n",
    "summary_row_names": "name\nCả nước\nTrung bình\n",
    "score_groups": "index_code,group_code,name_vi,name_en\nX,lower_middle,Trung bình thấp,Lower middle\n",
    "regions": "region_code,boundary_set,region_order,name_vi,name_en\nR63,63,1,Đông Nam Bộ,Southeast\n",
    "unscored_units": "index_code,year,province_id,component_code\nX,2021,63-66,all\nX,2020,63-66,2\n",
    "province_aliases": (
        "boundary_set,alias,province_id\n"
        "63,Hải Phòng,63-31\n63,Đắk Lắk,63-66\n63,Dak Lac,63-66\n63,Hòa Bình,63-17\n"
        "34,Đà Nẵng,34-48\n34,Phú Thọ,34-25\n"
    ),
    "provinces": "province_id,name_vi\n63-31,Hải Phòng\n63-66,Đắk Lắk\n63-17,Hòa Bình\n34-48,Đà Nẵng\n34-25,Phú Thọ\n",
    # Made but for Phú Thọ: so that a new unit has its name from neither.
    "province_succession": (
        "predecessor_id,successor_id,effective_date,population_share\n63-17,34-25,2025-07-01,0.2\n"
        "63-31,34-48,2025-07-01,0.5\n63-66,34-48,2025-07-01,0.5\n"
    ),
}


class MadeReference(Reference):
    """Seeds of three provinces and two components, in memory."""

    def __init__(self) -> None:
        super().__init__(None)

    def _read(self, seed: str) -> list[dict[str, str]]:
        header, *lines = SEEDS[seed].splitlines()
        return [dict(zip(header.split(","), line.split(","), strict=True)) for line in lines]


@pytest.fixture
def reference() -> Reference:
    return MadeReference()
