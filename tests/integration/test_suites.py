"""Every expectation can fail: each is shown a copy of the build file with what it is there to catch."""

import shutil
from copy import copy
from dataclasses import replace
from decimal import Decimal
from functools import cache

import duckdb
import pytest

from expectations import gate, marts, raw
from expectations.keys import read_keys
from expectations.suite import Suite, no_rows, unique, unique_with_nulls
from orchestration import paths
from orchestration.reference import Reference

HP = "province_id = '63-31' and year = 2023"
# Suite, start of the expectation that must fail, and the corruption.
CORRUPTIONS = [
    ("raw.papi", "One row per year, line, heading", "insert into raw.official_cells select * from raw.official_cells where year = 2023 and line = 5 limit 1"),
    ("raw.papi", "One row per year, province_name", "update raw.official_cells set province_name = 'Hà Nội' where year = 2023 and line = 5"),
    ("raw.papi", "Every figure is a number", "update raw.official_cells set value = 'abc' where year = 2023 and line = 5 and heading = '1.1'"),
    ("raw.papi", "Every figure lies within", "update raw.official_cells set value = '9.99' where year = 2023 and line = 5 and heading = '1.1'"),
    ("raw.papi", "Every row has the components", "delete from raw.official_cells where year = 2023 and line = 5 and heading = '1.1'"),
    ("raw.papi", "Every row has the components", "update raw.official_cells set component_code = '9.9' where year = 2023 and line = 5 and heading = '1.1'"),
    ("raw.papi", "Every edition has the number of units", "delete from raw.official_cells where year = 2020 and line = 5"),
    ("raw.papi", "Every edition has the number of units", "delete from raw.official_cells where year = 2020"),
    ("raw.papi", "Every row comes from a registered file", "update raw.files set sha256 = 'x' where year = 2023"),
    ("raw.press", "One row per file, line", "insert into raw.reported_changes select * from raw.reported_changes where line = 2"),
    ("raw.press", "Every report says something", "update raw.reported_scores set score = '', rank = '', score_group = '' where year = 2023 and line = 2"),
    ("raw.press", "Every report says something", "update raw.reported_summaries set value = 'x' where line = 2"),
    ("raw.press", "Every report says something", "update raw.reported_scores set rank = '1.' where year = 2023 and line = 2"),
    ("raw.press", "Every report has a document", "update raw.reported_components set source_id = 'nobody' where line = 2"),
    ("raw.press", "Every report comes from a registered file", "delete from raw.files where file = 'press/summaries.csv'"),
    ("marts.dim_edition", "One row per", "insert into marts.dim_edition select * from marts.dim_edition where year = 2023"),
    ("marts.dim_edition", "An edition expects", "update marts.dim_edition set units_expected = 64 where year = 2023"),
    ("marts.dim_edition", "No more units are scored", "update marts.dim_edition set units_scored = 64 where year = 2023"),
    ("marts.dim_edition", "The number of units scored", "update marts.dim_edition set units_scored = -1 where year = 2023"),
    ("marts.dim_edition", "PAPI 2011 to 2017: the scale", "update marts.dim_edition set max_score = 80 where index_code = 'PAPI' and year = 2017"),
    ("marts.dim_edition", "PAPI since 2018: the scale", "update marts.dim_edition set max_score = 90 where index_code = 'PAPI' and year = 2018"),
    ("marts.dim_edition", "PAR since 2012: the scale", "update marts.dim_edition set max_score = 120 where index_code = 'PAR' and year = 2023"),
    ("marts.dim_edition", "SIPAS since 2015: the scale", "update marts.dim_edition set max_score = 120 where index_code = 'SIPAS' and year = 2023"),
    ("marts.dim_component", "One row per", "insert into marts.dim_component select * from marts.dim_component where year = 2023"),
    ("marts.dim_component", "Every component but the total", "update marts.dim_component set parent_component_code = '9' where component_code = '7.1'"),
    ("marts.dim_component", "The scale of a total", "update marts.dim_component set max_score = 90 where component_code = 'total' and year = 2023"),
    ("marts.dim_edition_unit", "One row per", "insert into marts.dim_edition_unit select * from marts.dim_edition_unit where province_id = '63-31' and year = 2024"),
    ("marts.dim_edition_unit", "Every edition has as many units", "delete from marts.dim_edition_unit where province_id = '63-31' and index_code = 'PAPI' and year = 2024"),
    ("marts.dim_edition_unit", "A unit is as on the date", "update marts.dim_edition_unit set unit_type = 'municipality' where province_id = '63-46' and year = 2023"),
    ("marts.dim_province", "One row per", "insert into marts.dim_province select * from marts.dim_province where province_id = '63-31'"),
    ("marts.dim_province", "The periods of a unit", "update marts.dim_province set valid_to = '2025-02-01' where province_id = '63-46' and not is_latest"),
    ("marts.bridge_province_succession", "One row per", "insert into marts.bridge_province_succession select * from marts.bridge_province_succession"),
    ("marts.bridge_province_succession", "The shares of a unit", "update marts.bridge_province_succession set population_share = 0.98 where predecessor_id = '63-01'"),
    ("marts.bridge_province_succession", "A share is that", "update marts.bridge_province_succession set population_share = 0.98 where predecessor_id = '63-01'"),
    ("marts.bridge_province_succession", "Every former unit", "update marts.bridge_province_succession set effective_date = '2025-08-01' where predecessor_id = '63-01'"),
    ("marts.bridge_province_succession", "Every former unit", "delete from marts.bridge_province_succession where predecessor_id = '63-01'"),
    ("marts.dim_province", "A unit's id", "update marts.dim_province set official_code = '27' where province_id = '34-24'"),
    ("marts.dim_province", "An official code is used once", "update marts.dim_province set official_code = '31' where province_id = '34-24'"),
    ("marts.fct_backcast_score", "One row per", "insert into marts.fct_backcast_score select * from marts.fct_backcast_score where year = 2023"),
    ("marts.fct_backcast_score", "There is a back-cast exactly", "update marts.fct_backcast_score set score = lowest_member_score where year = 2023 and n_members_scored < n_members and component_code = 'total'"),
    ("marts.fct_backcast_score", "A back-cast is no higher", "update marts.fct_backcast_score set score = score + 3 where province_id = '34-31' and year = 2023 and component_code = 'total'"),
    ("marts.fct_backcast_score", "A back-cast is no lower", "update marts.fct_backcast_score set score = score - 3 where province_id = '34-31' and year = 2023 and component_code = 'total'"),
    ("marts.fct_backcast_score", "A back-cast is of an edition", "update marts.fct_backcast_score set score = (lowest_member_score + highest_member_score) / 2 where province_id = '34-66' and year = 2024 and component_code = 'total'"),
    ("marts.fct_backcast_rank", "One row per", "insert into marts.fct_backcast_rank select * from marts.fct_backcast_rank where year = 2023"),
    ("marts.fct_backcast_rank", "A rank on back-cast", "update marts.fct_backcast_rank set n_ranked = 34 where year = 2024 and component_code = 'total'"),
    ("marts.fct_component_shift", "One row per", "insert into marts.fct_component_shift select * from marts.fct_component_shift where year = 2023"),
    ("marts.fct_component_shift", "A shift of one sign", "update marts.fct_component_shift set is_listed = false where year = 2022 and component_code = '1.1'"),
    ("marts.fct_comparable_series", "One row per", "insert into marts.fct_comparable_series select * from marts.fct_comparable_series where index_code = 'PAPI'"),
    ("marts.fct_comparable_series", "No run crosses", "update marts.fct_comparable_series set start_year = 2017 where index_code = 'PAPI' and component_code = 'total' and province_id = '63-31'"),
    ("marts.fct_comparable_series", "A run has a score", "update marts.fct_comparable_series set n_editions = n_editions + 1 where index_code = 'PAPI' and component_code = 'total' and province_id = '63-31'"),
    ("marts.fct_score", "One row per", f"insert into marts.fct_score select * from marts.fct_score where {HP}"),
    ("marts.fct_score", "Every score lies between 0 and 100", f"update marts.fct_score set score = -0.5 where component_code = '1.1' and {HP}"),
    ("marts.fct_score", "Every score lies between 0 and 100", f"update marts.fct_score set score = 100.5 where index_code = 'PAR' and component_code = 'total' and {HP}"),
    ("marts.fct_score", "PAPI 2011 to 2017: every score", "update marts.fct_score set score = 60.5 where component_code = 'total' and year = 2017 and province_id = '63-31'"),
    ("marts.fct_score", "PAPI since 2018: every score", f"update marts.fct_score set score = 80.5 where component_code = 'total' and {HP}"),
    ("marts.fct_score", "PAR since 2012: every score", f"update marts.fct_score set score = 100.5 where index_code = 'PAR' and component_code = 'total' and {HP}"),
    ("marts.fct_score", "SIPAS since 2015: every score", f"update marts.fct_score set score = -0.5 where index_code = 'SIPAS' and component_code = 'total' and {HP}"),
    ("marts.fct_score", "Every score lies within", f"update marts.fct_score set score = 10.1 where component_code = '1' and {HP}"),
    ("marts.fct_score", "Every score lies within", f"update marts.fct_score set score = 0.9 where component_code = '1' and {HP}"),
    ("marts.fct_score", "A score that is the sum of its parts is missing exactly", f"update marts.fct_score set score = null where component_code = '1.1' and {HP}"),
    ("marts.fct_score", "A score that is the sum of its parts is missing exactly", "update marts.fct_score set score = 20 where component_code = 'total' and province_id = '63-24' and year = 2022"),
    ("marts.fct_score", "A score that is the sum of its parts adds up", f"update marts.fct_score set score = score + 0.00001 where component_code = '1.1' and {HP}"),
    ("marts.fct_score", "Every edition has exactly the units", f"update marts.fct_score set province_id = '34-31' where {HP}"),
    ("marts.fct_score", "Every edition has exactly the units", f"delete from marts.fct_score where {HP}"),
    ("marts.fct_score", "A derived score is that of another", "update marts.fct_score set score = score + 0.01 where index_code = 'PAR' and year = 2020 and score_status = 'derived'"),
    ("marts.fct_score", "A derived score is that of another", "update marts.fct_score set change_source_id = null where index_code = 'PAR' and year = 2020 and score_status = 'derived'"),
    ("marts.fct_score", "A derived score is that of another", f"update marts.fct_score set level_year = 2022 where {HP}"),
    ("marts.fct_rank", "Only a unit with a score that is held", f"update marts.fct_score set score_status = 'derived' where component_code = 'total' and {HP}"),
    ("marts.fct_coverage", "Every edition is covered", f"update marts.fct_score set score_status = 'derived' where component_code = 'total' and {HP}"),
    ("marts.fct_group_gap", "Every unit with a total", f"update marts.fct_score set score_status = 'derived' where component_code = 'total' and {HP}"),
    ("marts.fct_score_change", "A change is the difference", f"update marts.fct_score set score_status = 'derived' where component_code = 'total' and {HP}"),
    ("marts.fct_derived_figure", "One row per", "insert into marts.fct_derived_figure select * from marts.fct_derived_figure"),
    ("marts.fct_derived_figure", "What follows is the level", "update marts.fct_derived_figure set level_value = level_value + 1 where measure = 'rank'"),
    ("marts.fct_derived_figure", "What follows is the level", "update marts.fct_derived_figure set derived_value = derived_value + 0.01 where measure = 'score'"),
    ("marts.fct_derived_figure", "Nobody states a figure", "update marts.fct_score set score_status = 'reported' where index_code = 'PAR' and year = 2020 and score_status = 'derived'"),
    ("marts.fct_derived_figure", "Nobody states a figure", "update marts.fct_derived_figure set year = 2023, province_id = '63-31' where measure = 'rank'"),
    ("marts.fct_derived_figure", "A figure that follows has a value", "update marts.fct_derived_figure set not_derived_reason_vi = 'x' where measure = 'rank'"),
    ("marts.fct_score", "No edition has more totals", "update marts.dim_edition set units_scored = 60 where year = 2023"),
    ("marts.fct_score", "Every score has a status", f"update marts.fct_score set source_id = null where component_code = 'total' and {HP}"),
    ("marts.fct_score", "Every score has a status", "update marts.fct_score set missing_reason_en = null where index_code = 'PAR' and year = 2023"),
    ("marts.fct_rank", "One row per", f"insert into marts.fct_rank select * from marts.fct_rank where {HP}"),
    ("marts.fct_rank", "A computed rank is one more", f"update marts.fct_rank set computed_rank = computed_rank - 1 where component_code = 'total' and scope = 'region' and {HP}"),
    ("marts.fct_rank", "Where all scores are held", f"update marts.fct_rank set rank = rank - 1 where component_code = 'total' and scope = 'region' and {HP}"),
    ("marts.fct_rank", "No unit has a better score", "update marts.fct_rank set rank = 1 where index_code = 'PAR' and scope = 'national' and province_id = '63-31' and year = 2023"),
    ("marts.fct_rank", "No unit has a better score", "update marts.fct_rank set rank = 8 where index_code = 'PAR' and scope = 'national' and province_id = '63-10' and year = 2023"),
    ("marts.fct_rank", "Where all scores are held", f"update marts.fct_rank set is_tied = true where component_code = 'total' and scope = 'national' and {HP}"),
    ("marts.fct_rank", "A scope with computed ranks", "update marts.fct_rank set n_ranked = 63 where component_code = 'total' and scope = 'national' and year = 2023"),
    ("marts.fct_rank", "A reported rank is no more", "update marts.fct_rank set rank = 64 where index_code = 'PAR' and scope = 'national' and province_id = '63-31' and year = 2023"),
    ("marts.fct_rank", "A reported rank is 1 or more", "update marts.fct_rank set rank = 0 where index_code = 'PAR' and scope = 'national' and province_id = '63-31' and year = 2023"),
    ("marts.fct_rank", "A rank is one among two", f"update marts.fct_rank set n_ranked = 1 where scope = 'region' and component_code = 'total' and {HP}"),
    ("marts.fct_rank", "Only a unit with a score", f"update marts.fct_score set score = null where component_code = 'total' and {HP}"),
    ("marts.fct_score_change", "One row per", f"insert into marts.fct_score_change select * from marts.fct_score_change where {HP}"),
    ("marts.fct_score_change", "A change is the difference", f"update marts.fct_score_change set score_change = score_change + 0.00001 where component_code = 'total' and {HP}"),
    ("marts.fct_score_change", "A change is the difference", "update marts.fct_score_change set score_change = 7 where component_code = 'total' and year = 2018 and province_id = '63-31'"),
    ("marts.fct_score_change", "Where there is no change", "update marts.fct_score_change set not_comparable_reason = null where year = 2018"),
    ("marts.fct_score_change", "A break is flagged", "update marts.fct_score_change set is_comparable = true where year = 2018"),
    ("marts.fct_score_change", "A break is flagged", "update marts.fct_score_change set break_note_vi = null where year = 2021"),
    ("marts.fct_score_change", "Ranks gained and lost", f"update marts.fct_score_change set rank_change = 18 where component_code = 'total' and {HP}"),
    ("marts.fct_score_change", "Ranks gained among the units", "update marts.fct_score_change set rank_change_same_units = rank_change where index_code = 'PAPI' and component_code = 'total' and year = 2022 and province_id = '63-31'"),
    ("marts.fct_score_change", "Ranks gained among the units", "update marts.fct_score_change set same_units_reason_vi = null where index_code = 'SIPAS'"),
    ("marts.fct_score_group", "One row per", f"insert into marts.fct_score_group select * from marts.fct_score_group where {HP}"),
    ("marts.fct_score_group", "A group has as many units", "update marts.fct_score_group set group_size = 17 where year = 2023 and group_code = 'low'"),
    ("marts.fct_score_group", "A group has as many units", "update marts.fct_score_group set group_size = 3 where index_code = 'PAR' and year = 2023 and group_code = 'A'"),
    ("marts.fct_score_group", "Groups follow the totals", f"update marts.fct_score_group set group_code = 'low' where {HP}"),
    ("marts.fct_score_group", "Groups follow the national ranks", "update marts.fct_score_group set group_code = 'C' where index_code = 'PAR' and year = 2023 and province_id = '63-40'"),
    ("marts.fct_component_group", "One row per", f"insert into marts.fct_component_group select * from marts.fct_component_group where {HP}"),
    ("marts.fct_component_group", "Groups of a dimension follow", f"update marts.fct_component_group set group_code = 'low' where component_code = '8' and {HP}"),
    ("marts.fct_component_group", "In an index with groups", f"delete from marts.fct_component_group where component_code = '8' and {HP}"),
    ("marts.fct_edition_summary", "One row per", "insert into marts.fct_edition_summary select * from marts.fct_edition_summary where year = 2023"),
    ("marts.fct_edition_summary", "Mean and median lie between", "update marts.fct_edition_summary set mean = max + 1 where year = 2023 and component_code = 'total'"),
    ("marts.fct_edition_summary", "A computed summary counts", "update marts.fct_edition_summary set n = 63 where year = 2023"),
    ("marts.fct_observation", "One row per", "insert into marts.fct_observation select * from marts.fct_observation where index_code = 'PAR' and year = 2023"),
    ("marts.fct_observation", "At most one statement", "update marts.fct_observation set is_chosen = true where index_code = 'PAR' and year = 2023 and province_id = '63-31'"),
    ("marts.fct_observation", "The statement that was chosen", "update marts.fct_score set score = 91.81 where index_code = 'PAR' and component_code = 'total' and " + HP),
    ("marts.fct_observation", "The statement that was chosen", "update marts.fct_score set source_id = 'viet_jo_com_07a80a' where index_code = 'PAR' and component_code = 'total' and " + HP),
    ("marts.fct_observation", "Every score that is no sum", "delete from marts.fct_observation where index_code = 'PAR' and year = 2023 and is_chosen"),
    ("marts.fct_observation", "A statement that loses", "update marts.fct_observation set is_chosen = true where index_code = 'PAPI' and year = 2023 and measure = 'mean' and component_code = 'total'"),
    ("marts.fct_source_conflict", "A statement that contradicts", "delete from marts.fct_source_conflict where index_code = 'PAPI' and measure = 'mean'"),
    ("marts.fct_source_conflict", "A statement that contradicts", "delete from marts.fct_source_conflict where index_code = 'PAPI' and measure = 'rank'"),
    ("marts.fct_source_conflict", "One row per", "insert into marts.fct_source_conflict select * from marts.fct_source_conflict where index_code = 'PAR'"),
    ("marts.fct_source_conflict", "A conflict is open or excluded", "update marts.fct_source_conflict set resolution_rule = 'open' where index_code = 'PAR' and measure = 'score'"),
    ("marts.fct_source_conflict", "A score of disputed sources", "update marts.fct_source_conflict set chosen_value = 91.81 where index_code = 'PAR' and measure = 'score' and province_id = '63-31'"),
    ("marts.fct_source_conflict", "Every score that is flagged", "delete from marts.fct_source_conflict where index_code = 'PAPI'"),
    ("marts.fct_reported_claim", "One row per", "insert into marts.fct_reported_claim select * from marts.fct_reported_claim"),
    ("marts.fct_reported_claim", "Every claim has sentences", "update marts.fct_reported_claim set explanation_vi = '' where claim_id = 'A07'"),
    ("marts.fct_reported_claim", "Every claim has sentences", "update marts.fct_reported_claim set explanation_en = replace(explanation_en, '2023', '') where claim_id = 'A07'"),
    ("marts.fct_reported_claim", "A confirmed claim agrees", "update marts.fct_reported_claim set warehouse_value = 44.1143 where claim_id = 'A07'"),
    ("marts.fct_reported_claim", "A confirmed claim agrees", "update marts.fct_reported_claim set verdict = 'contradicted' where claim_id = 'C11'"),
    ("marts.fct_reported_claim", "A confirmed claim agrees", "update marts.fct_reported_claim set measure = 'rank_at_most', claimed_value = 41 where claim_id = 'C11'"),
    ("marts.fct_reported_claim", "A figure out of another total", "update marts.fct_reported_claim set claimed_total = 63 where claim_id = 'C11'"),
    ("marts.fct_reported_claim", "What is out of scope", "update marts.fct_reported_claim set index_code = null, year = null where claim_id = 'C11'"),
    ("marts.fct_reported_claim", "What is out of scope", "update marts.fct_reported_claim set verdict = 'unverifiable' where claim_id = 'A18'"),
    ("marts.fct_reported_claim", "What is out of scope", "update marts.fct_reported_claim set year = 2024 where claim_id = 'A18'"),
    ("marts.fct_reported_claim", "A verdict that decides", "update marts.fct_reported_claim set warehouse_value = null where claim_id = 'A12'"),
    ("marts.fct_reported_claim", "A verdict that decides", "update marts.fct_reported_claim set verdict = 'conflicting' where claim_id = 'C11'"),
    ("marts.fct_reported_claim", "The verdict on a target", "update marts.fct_reported_claim set verdict = 'confirmed' where claim_id = 'A12'"),
    ("marts.fct_reported_claim", "Only a target is met", "update marts.fct_reported_claim set verdict = 'met' where claim_id = 'C11'"),
    ("marts.fct_reported_claim", "A confirmed or contradicted score", "update marts.fct_reported_claim set warehouse_value = 42.2 where claim_id = 'A07'"),
    ("marts.fct_coverage", "One row per", "insert into marts.fct_coverage select * from marts.fct_coverage"),
    ("marts.fct_coverage", "Every edition is covered", "delete from marts.fct_coverage where year = 2020"),
    ("marts.fct_coverage", "Every edition is covered", "update marts.fct_coverage set is_complete = false where year = 2020"),
    ("marts.fct_coverage", "Every edition is covered", "update marts.fct_coverage set ranks_in_conflict = 0"),
    ("bi.scoreboard", "One row per", f"insert into marts.fct_score_group select * from marts.fct_score_group where {HP}"),
    ("bi.scoreboard", "The scoreboard shows every unit", "delete from marts.dim_edition_unit where province_id = '63-31'"),
    ("marts.fct_change_decomposition", "One row per", f"insert into marts.fct_change_decomposition select * from marts.fct_change_decomposition where {HP}"),
    ("marts.fct_change_decomposition", "The contributions of a level add up", f"update marts.fct_change_decomposition set contribution = contribution + 0.00001 where component_code = '1' and {HP}"),
    ("marts.fct_change_decomposition", "The contributions of a level add up", "delete from marts.fct_change_decomposition where component_code = '5.2' and year = 2021 and province_id = '63-92'"),
    ("marts.fct_change_decomposition", "Every change of a total", f"delete from marts.fct_change_decomposition where level = 'sub_dimension' and {HP}"),
    ("marts.fct_change_decomposition", "A contribution is the score less", f"update marts.fct_change_decomposition set previous_score = previous_score + 1 where component_code = '1' and {HP}"),
    ("marts.fct_change_decomposition", "A contribution is the score less", "update marts.fct_change_decomposition set contribution = 0 where component_code = '5.2' and year = 2021 and province_id = '63-92'"),
    ("marts.fct_change_decomposition", "What the sub-dimensions of a dimension add", f"update marts.fct_change_decomposition set parent_component_code = '2' where component_code = '1.1' and {HP}"),
    ("marts.fct_change_decomposition", "A contribution is the national shift and", f"update marts.fct_change_decomposition set own_shift = own_shift + 0.0000000001 where component_code = '1' and {HP}"),
    ("marts.fct_change_decomposition", "A contribution is the national shift and", f"update marts.fct_change_decomposition set national_shift = null, own_shift = null, n_compared = null where {HP}"),
    ("marts.fct_change_decomposition", "A national shift is the mean", "update marts.fct_change_decomposition set national_shift = national_shift + 0.00000001 where component_code = '1' and year = 2023"),
    ("marts.fct_change_decomposition", "What comes from a change of method", "update marts.fct_change_decomposition set is_method_change = false where component_code = '5.1' and year = 2021 and province_id = '63-92'"),
    ("marts.fct_change_decomposition", "What comes from a change of method", "update marts.fct_change_decomposition set part_status = 'same' where component_code = '5.2' and year = 2021 and province_id = '63-92'"),
    ("marts.fct_change_decomposition", "What comes from a change of method", "update marts.fct_change_decomposition set break_note_vi = null where year = 2021 and province_id = '63-92'"),
    ("marts.fct_group_gap", "One row per", f"insert into marts.fct_group_gap select * from marts.fct_group_gap where {HP}"),
    ("marts.fct_group_gap", "Every unit with a total", f"delete from marts.fct_group_gap where {HP}"),
    ("marts.fct_group_gap", "The points to the next group", f"update marts.fct_group_gap set points_to_next_group = points_to_next_group + 0.00001 where {HP}"),
    ("marts.fct_group_gap", "The points to the next group", f"update marts.fct_group_gap set next_group_reason_vi = 'x' where {HP}"),
    ("marts.fct_group_gap", "No unit of a better group", "update marts.fct_group_gap set next_group_bound = 43.97 where next_group_code = 'high' and year = 2023"),
    ("marts.fct_group_gap", "The points to the next rank", f"update marts.fct_group_gap set points_to_next_rank = points_to_next_rank + 0.00001 where index_code = 'PAPI' and {HP}"),
    ("marts.fct_group_gap", "The points to the next rank", f"update marts.fct_group_gap set points_to_next_rank = 1 where index_code = 'PAR' and {HP}"),
    ("marts.fct_group_gap", "The gaps to the national mean", f"update marts.fct_group_gap set gap_to_national_mean = 0 where {HP}"),
    ("marts.fct_group_gap", "A gap that is not known", f"update marts.fct_group_gap set region_best_reason_en = null where index_code = 'PAR' and {HP}"),
    ("marts.fct_place_gap", "One row per", f"insert into marts.fct_place_gap select * from marts.fct_place_gap where {HP}"),
    ("marts.fct_place_gap", "Every unit with a computed rank", f"delete from marts.fct_place_gap where places_up = 10 and {HP}"),
    ("marts.fct_place_gap", "With the target score", f"update marts.fct_place_gap set target_score = target_score - 0.00001, points_needed = points_needed - 0.00001 where {HP}"),
    ("marts.fct_place_gap", "With the target score", f"update marts.fct_place_gap set points_needed = points_needed + 0.00001 where {HP}"),
    ("marts.fct_component_headroom", "One row per", f"insert into marts.fct_component_headroom select * from marts.fct_component_headroom where {HP}"),
    ("marts.fct_component_headroom", "Every sub-dimension with a score", f"delete from marts.fct_component_headroom where component_code = '1.1' and {HP}"),
    ("marts.fct_component_headroom", "Points lost are the maximum", f"update marts.fct_component_headroom set points_lost = points_lost + 0.00001 where component_code = '1.1' and {HP}"),
    ("marts.fct_component_headroom", "Points lost are the maximum", "update marts.fct_component_headroom set points_lost = 17 where points_lost_status = 'reported'"),
    ("marts.fct_component_headroom", "Points lost are the maximum", "update marts.fct_component_headroom set points_lost_reason_vi = null where index_code = 'PAR' and year = 2021"),
    ("marts.fct_component_headroom", "The gap to the best", f"update marts.fct_component_headroom set gap_to_best = 0 where component_code = '1.1' and {HP}"),
    ("marts.fct_component_headroom", "The gap to the best", "update marts.fct_component_headroom set gap_to_best_reason_en = null where index_code = 'PAR' and year = 2021"),
    ("marts.fct_component_headroom", "The order counts", f"update marts.fct_component_headroom set headroom_order = 1 where component_code = '1.1' and {HP}"),
    ("marts.fct_component_headroom", "The order counts", "update marts.fct_component_headroom set n_ordered = n_ordered + 1 where index_code = 'PAR' and year = 2020 and province_id = '63-31'"),
    ("marts.fct_component_headroom", "The order counts", f"update marts.fct_component_headroom set points_lost_order = 1 where component_code = '1.1' and {HP}"),
    ("marts.fct_component_headroom", "Gaps to the region", "update marts.fct_component_headroom set gap_to_national_p90 = gap_to_national_p90 + 0.001 where component_code = '1.1' and year = 2023"),
    ("marts.fct_component_headroom", "Gaps to the region", f"update marts.fct_component_headroom set gap_to_peer_best = gap_to_best where component_code = '8.3' and {HP}"),
    ("marts.fct_component_headroom", "Gaps to the region", f"update marts.fct_component_headroom set gap_to_region_best = 0.1 where component_code = '1.1' and {HP}"),
    ("marts.fct_component_headroom", "Gaps to the region", "update marts.fct_component_headroom set peer_best_reason_vi = null where index_code = 'PAR' and year = 2021"),
    ("marts.fct_target_progress", "One row per", "insert into marts.fct_target_progress select * from marts.fct_target_progress"),
    ("marts.fct_target_progress", "Every target of the claims", "update marts.fct_target_progress set is_met = false where target_id = 'A11'"),
    ("marts.fct_target_progress", "Every target of the claims", "delete from marts.fct_target_progress where target_id = 'D01'"),
    ("marts.fct_target_progress", "A value is the published", "update marts.fct_target_progress set value = 5 where target_id = 'E25'"),
    ("marts.fct_target_progress", "A gap is what is still missing", "update marts.fct_target_progress set gap = -gap where target_id = 'E25'"),
    ("marts.fct_target_progress", "The gain needed each year", "update marts.fct_target_progress set required_per_year = 1, value_year = 2022, gap = 3 where target_id = 'A12'"),
    ("marts.fct_target_progress", "What is not known has its reason", "update marts.fct_target_progress set is_met_reason_vi = null where target_id = 'E26'"),
    ("marts.fct_peer", "One row per", f"insert into marts.fct_peer select * from marts.fct_peer where {HP}"),
    ("marts.fct_peer", "A peer is another unit", f"update marts.fct_peer set peer_province_id = '63-79' where peer_kind = 'region' and peer_province_id = '63-01' and {HP}"),
    ("marts.fct_peer", "A peer is another unit", f"update marts.fct_peer set peer_kind = 'unit_type' where peer_kind = 'region' and peer_province_id = '63-22' and {HP}"),
    ("marts.fct_peer", "A unit with a profile", f"update marts.fct_peer set distance = 99 where peer_order = 2 and {HP}"),
    ("marts.fct_peer", "A unit with a profile", f"delete from marts.fct_peer where peer_order = 3 and {HP}"),
    ("marts.fct_peer", "The scores beside a peer", f"update marts.fct_peer set score_difference = -score_difference where peer_order = 1 and {HP}"),
    ("marts.fct_leadership", "One row per", "insert into marts.fct_leadership select * from marts.fct_leadership where index_code = 'PAPI'"),
    ("marts.fct_leadership", "Years among the first are counted", "update marts.fct_leadership set n_years_in_top = 5 where index_code = 'PAPI' and province_id = '63-44' and top_k = 1"),
    ("marts.fct_leadership", "In every edition of a run", "update marts.fct_leadership set run_end_year = 2014 where index_code = 'PAPI' and province_id = '63-44' and top_k = 1"),
    ("marts.fct_leadership", "A run is no longer", "update marts.fct_leadership set is_lower_bound = true where index_code = 'PAPI' and province_id = '63-44'"),
    ("marts.fct_rank_volatility", "One row per", "insert into marts.fct_rank_volatility select * from marts.fct_rank_volatility"),
    ("marts.fct_rank_volatility", "Best and worst rank", "update marts.fct_rank_volatility set best_rank = 12 where index_code = 'PAPI' and province_id = '63-31'"),
    ("marts.fct_rank_volatility", "A mean move and a spread", "update marts.fct_rank_volatility set mean_abs_rank_change = 46 where index_code = 'PAPI' and province_id = '63-31'"),
    ("marts.fct_mover", "One row per", f"insert into marts.fct_mover select * from marts.fct_mover where {HP}"),
    ("marts.fct_mover", "A change over years", f"update marts.fct_mover set span_score_change = span_score_change + 0.00001 where span_years = 3 and index_code = 'PAPI' and {HP}"),
    ("marts.fct_mover", "A change over years", "update marts.fct_mover set span_score_change = 7 where span_years = 3 and index_code = 'PAPI' and year = 2019 and province_id = '63-31'"),
    ("marts.fct_mover", "Risers and fallers", "update marts.fct_mover set riser_order = 2 where riser_order = 1 and year = 2024 and span_years = 3"),
    ("marts.fct_mover", "Only editions held in full", "update marts.fct_mover set riser_order = 1 where index_code = 'PAR' and year = 2024 and span_years = 1 and span_score_change > 0"),
    ("marts.fct_mover", "Only editions held in full", f"update marts.fct_mover set riser_order = null, faller_order = null where index_code = 'PAPI' and span_years = 1 and {HP}"),
    ("bi.target_progress", "The view shows every row", "insert into marts.dim_index select * from marts.dim_index where index_code = 'PAPI'"),
    ("bi.peers", "The view shows every row", "delete from marts.dim_edition_unit where province_id = '63-31'"),
    ("bi.leadership", "The view shows every row", "insert into marts.fct_rank_volatility select * from marts.fct_rank_volatility where province_id = '63-31'"),
    ("bi.movers", "The view shows every row", "delete from marts.dim_edition_unit where index_code = 'PAPI' and year = 2024"),
    ("bi.claims", "The view shows every row", "insert into marts.dim_source select * from marts.dim_source where source_id = 'haiphong_portal_2024_07_09'"),
    ("bi.conflicts", "One row per", "insert into marts.dim_index select * from marts.dim_index where index_code = 'PAR'"),
    ("bi.conflicts", "The view shows every conflict", "delete from marts.fct_observation where year = 2023 and index_code = 'PAR'"),
    ("bi.coverage", "The view shows every row", "delete from marts.dim_edition where index_code = 'SIPAS' and year = 2015"),
    ("bi.edition_summaries", "The view shows every row", "delete from marts.dim_component where index_code = 'PAPI' and year = 2024 and component_code = '8.3'"),
    ("bi.sources", "The view shows every row", "insert into marts.dim_source select * from marts.dim_source where kind = 'press'"),
]  # fmt: skip


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    return gate.open_context(tmp_path_factory.mktemp("gx"), fresh=True)


@cache
def suites_by_name():
    return {suite.name: suite for suite in [*raw.suites(Reference(paths.seeds_dir())), *marts.suites()]}


def suite_of(name, start=""):
    """The expectations of a suite that begin so, copied: an expectation belongs to the one suite it is asked in."""
    whole = suites_by_name()[name]
    return replace(whole, expectations=[copy(e) for e in whole.expectations if e.description.startswith(start)])


@pytest.mark.parametrize(("suite", "expectation", "corruption"), CORRUPTIONS)
def test_an_expectation_catches_what_it_is_there_for(suite, expectation, corruption, context, built, tmp_path):
    """Asked alone: that all of a suite hold on right data is what the shared run shows."""
    file = tmp_path / "build.duckdb"
    shutil.copy(built.workplace.build_file, file)
    with duckdb.connect(file) as connection:
        connection.execute(corruption)
    (result,) = gate.validate(suite.split(".")[0], file, [suite_of(suite, expectation)], context)
    # Pytest keeps what tests leave, and these would be gigabytes.
    file.unlink()
    assert len(result.failures) > 0
    assert all(failure.error is None and failure.n_rows >= len(failure.rows) > 0 for failure in result.failures)


def test_every_expectation_is_shown_a_corruption():
    unshown = [
        (name, expectation.description)
        for name, suite in suites_by_name().items()
        for expectation in suite.expectations
        # The suites of all indices on full tables are made by one function.
        if name not in ("raw.par_index", "raw.sipas")
        and not any(name == s and expectation.description.startswith(start) for s, start, _ in CORRUPTIONS)
    ]
    assert unshown == []


def test_a_question_that_cannot_be_asked_is_a_failure_and_no_finding(context, built):
    from great_expectations.expectations import ExpectColumnValuesToBeBetween

    asked = [
        no_rows("x", "select no_such_column from {{ batch }}"),
        ExpectColumnValuesToBeBetween(column="no_such_column", min_value=0),
        ExpectColumnValuesToBeBetween(column="province_id", min_value=0),
        unique("province_id", "no_such_column"),
    ]
    suite = Suite("bi.province", "select * from bi.province", asked, key=["province_id"])
    (result,) = gate.validate("marts", built.workplace.build_file, [suite], context)
    assert len(result.failures) == len(asked)
    assert sum("no_such_column" in failure.error for failure in result.failures) == 3
    assert all(failure.error and failure.rows == [] for failure in result.failures)


def test_failing_rows_are_shown_with_their_key_and_all_are_counted(context, built, tmp_path):
    file = tmp_path / "build.duckdb"
    shutil.copy(built.workplace.build_file, file)
    with duckdb.connect(file) as connection:
        connection.sql("update marts.fct_score set score = 80.5 where index_code = 'PAPI' and year = 2023")
        connection.sql(f"insert into marts.fct_score select * from marts.fct_score where {HP} and index_code = 'PAR'")
        (n_papi,) = connection.sql("select count(*) from marts.fct_score where score = 80.5").fetchone()
    (result,) = gate.validate("marts", file, [suite_of("marts.fct_score")], context)
    file.unlink()
    found = {failure.expectation: failure for failure in result.failures}
    outside = found["PAPI since 2018: every score lies between 0 and 80"]
    assert (outside.n_rows, len(outside.rows)) == (n_papi, gate.SHOWN_ROWS) and n_papi > 200
    assert all(row["score"] == Decimal("80.5") and row["locator"].startswith("papi/2023.csv:") for row in outside.rows)
    sums = found["A score that is the sum of its parts adds up"]
    assert sums.n_rows > len(sums.rows) == gate.SHOWN_ROWS
    assert {"index_code", "year", "province_id", "component_code", "score"} <= set(sums.rows[0]) & set(outside.rows[0])
    repeated = found["One row per index_code, year, province_id, component_code"]
    assert [row["index_code"] for row in repeated.rows] == ["PAR"] * (repeated.n_rows // 2)


def test_a_key_with_a_null_in_it_is_found_twice(context, built):
    """Great Expectations' own comparison does not find it: see `unique_with_nulls`."""
    query = "select * from (values (1, null), (1, null), (2, 3)) as rows (a, b)"
    suite = Suite("x", query, [unique_with_nulls("a", "b")], key=["a", "b"])
    (result,) = gate.validate("marts", built.workplace.build_file, [suite], context)
    assert [failure.rows for failure in result.failures] == [[{"a": 1, "b": None, "n_rows": 2}]]


def test_a_key_that_can_be_null_is_compared_as_such(built):
    with duckdb.connect(built.workplace.build_file, read_only=True) as connection:
        rows = connection.sql(
            "select table_schema || '.' || table_name, column_name from information_schema.columns "
            "where table_schema = 'marts' and is_nullable = 'YES'"
        ).fetchall()
    keys = read_keys(paths.dbt_dir() / "models")
    nullable = {table for table, column in rows if table in marts.SUITES and column in keys[table]}
    assert nullable == {table for table in marts.NULLS_IN_KEY if table.startswith("marts.")}
