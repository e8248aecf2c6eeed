from tests.journeys.main_job import STEPS, run
from tests.journeys.stack import RunningStack


def test_the_main_job_runs_from_the_number_to_the_decision(running_stack: RunningStack) -> None:
    told: list[str] = []
    run(running_stack, told.append)
    assert len(told) == len(STEPS)
