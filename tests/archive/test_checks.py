"""The checks of a project: one for each thing, with its faults in sentences that travel."""

import pickle

from analyysi.archive.checks import checks_of
from analyysi.project import Project


def test_everything_of_the_project_has_a_check_of_its_own(project: Project) -> None:
    names = [check.name for check in checks_of(project)]
    assert len(set(names)) == len(names)
    for folder, start, pattern in (
        (project.snapshots, "snapshot ", "*/*/*/manifest.json"),
        (project.agreements, "agreement ", "*/[0-9]*.toml"),
        (project.agreements.parent / "decisions", "decision ", "*.toml"),
        (project.reports, "published ", "*/published/*/edition-*"),
    ):
        of_kind = [name for name in names if name.startswith(start) and name != "snapshot folders"]
        assert len(of_kind) == len(list(folder.glob(pattern))) > 0
    assert "snapshot folders" in names


def test_the_years_are_known_by_the_methods_that_they_need(project: Project) -> None:
    for check in checks_of(project):
        assert check.shares == check.name.startswith("agreement ")


def test_faults_can_be_told_to_another_process(project_copy: Project) -> None:
    year = project_copy.agreements / "kainuu-ict" / "2023.toml"
    year.write_text(year.read_text(encoding="utf-8").replace("status", "statsu"), encoding="utf-8")
    decision = next((project_copy.agreements.parent / "decisions").glob("*.toml"))
    decision.write_text("a = 1\n", encoding="utf-8")
    faults = {
        check.name: check.faults()
        for check in checks_of(project_copy)
        if check.name in ("agreement kainuu-ict 2023", f"decision {decision.stem}")
    }
    assert all(faults.values())
    for sentence, same in zip(
        faults["agreement kainuu-ict 2023"],
        pickle.loads(pickle.dumps(faults["agreement kainuu-ict 2023"])),
        strict=True,
    ):
        assert (same, same.text) == (sentence, sentence.text)
    assert "Did you mean 'status'?" in faults["agreement kainuu-ict 2023"][0]
