"""Where the articles lie that raw/press/reported_claims.csv is of. They are not ours to copy.

GOVERNANCE_TEXTS says where, or they lie beside the project; what needs them is skipped elsewhere.
"""

import os
from pathlib import Path

from orchestration import paths

FOLDER = Path(os.environ.get("GOVERNANCE_TEXTS") or paths.REPOSITORY.parent / "shared" / "data" / "texts")
FILES = {
    "haiphong_portal_2024_07_09": "000_0e121d1cb63fb043.txt",
    "par_2023_release_article": "001_d6e30fd130c0c117.txt",
    "cantho_news_2022_06_23": "002_f9d68caa81c43e93.txt",
    "hanoi_news_2022_07": "003_3bdb839869cee60c.txt",
    "hue_plan_2021": "004_f8fd5dc8711e56e5.txt",
}
