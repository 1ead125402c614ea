"""What each number was, over time: a second copy of the rows, typed from the texts, so that a slip shows."""

import pytest

from gongkai.law.dated import parameters

HISTORY = """
proactive_publication.working_days 2008-05-01=20 2019-05-15=20
correction_notice.working_days 2019-05-15=7
reply.working_days 2008-05-01=15 2019-05-15=20
reply.extension_working_days 2008-05-01=15 2019-05-15=20
third_party_opinion.working_days 2019-05-15=15
co_agency_opinion.working_days 2019-05-15=15
fee_payment.working_days 2021-01-01=20
department_report.month_day 2008-05-01=331 2019-05-15=131
government_report.month_day 2008-05-01=331 2019-05-15=331
receipt_confirmation.alarm_working_days 2015-11-18=1 2019-05-15=1
secrecy_report.working_days 2024-09-01=10
secrecy_determination.working_days 2024-09-01=10
third_party_release.gap_working_days 2019-05-15=0
letter_receipt.alarm_working_days 2019-05-15=5
subcase_near.alarm_working_days 2019-05-15=1
handover_to_disclosure_office.working_days 2015-09-30=10
column_page.update_working_days 2019-05-15=20
reassessment.months 2019-05-15=12
reply_near.working_days 2019-05-15=5
reconsideration.filing_days 2008-05-01=60 2024-01-01=60
reconsideration.untold_latest_years 2024-01-01=1
reconsideration.outer_years 2024-01-01=5
reconsideration.outer_years_real_estate 2024-01-01=20
reconsideration.acceptance_working_days 2024-01-01=5
reconsideration.correction_notice_working_days 2024-01-01=5
reconsideration.correction_working_days 2024-01-01=10
reconsideration.copy_working_days 2024-01-01=7
reconsideration.copy_working_days_summary 2024-01-01=3
reconsideration.defence_days 2008-05-01=10
reconsideration.defence_working_days 2024-01-01=10
reconsideration.defence_working_days_summary 2024-01-01=5
reconsideration.decision_days 2008-05-01=60 2024-01-01=60
reconsideration.decision_extension_days 2008-05-01=30 2024-01-01=30
reconsideration.decision_days_summary 2024-01-01=30
reconsideration.opinion_letter_days 2024-01-01=60
litigation.direct_months 2008-05-01=3 2015-05-01=6 2017-07-01=6
litigation.after_reconsideration_days 2008-05-01=15 2015-05-01=15 2017-07-01=15
litigation.untold_latest_years 2018-02-08=1
litigation.inaction_months 2018-02-08=6
litigation.outer_years 2015-05-01=5 2017-07-01=5
litigation.outer_years_real_estate 2015-05-01=20 2017-07-01=20
litigation.defence_days 2008-05-01=10 2015-05-01=15 2017-07-01=15
litigation.first_instance_months 2008-05-01=3 2015-05-01=6 2017-07-01=6
litigation.first_instance_days_summary 2015-05-01=45 2017-07-01=45
litigation.appeal_days 2008-05-01=15 2015-05-01=15 2017-07-01=15
litigation.appeal_days_ruling 2008-05-01=10 2015-05-01=10 2017-07-01=10
litigation.second_instance_months 2015-05-01=3 2017-07-01=3
""".split("\n")[1:-1]


@pytest.mark.parametrize("line", HISTORY)
def test_each_number_has_the_history_of_its_texts(line: str) -> None:
    id, *rows = line.split()
    assert [f"{row.since.isoformat()}={row.value}" for row in parameters()[id].values] == rows


def test_no_number_is_left_unchecked() -> None:
    assert sorted(line.split()[0] for line in HISTORY) == sorted(
        number.id for number in parameters().values() if number.unit in UNITS
    )


UNITS = ("working_day", "day", "month", "year", "month_day")
