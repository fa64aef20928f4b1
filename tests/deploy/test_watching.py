"""Alerts fire for what they are for, and every query asks for a metric and a label that exist."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from crosswire.edges.metrics import TABLE
from tests.deploy.composing import needs

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SUFFIXES = {"counter": ("",), "gauge": ("",), "histogram": ("_bucket", "_sum", "_count")}
METRICS = {metric.name + suffix: metric for metric in TABLE for suffix in SUFFIXES[metric.kind]}
# Given by Prometheus itself.
OTHERS = {"service", "instance", "job", "le"}
RULES = dict(
    re.findall(
        r"- alert: (\w+)\n(.*?)(?=\n      - alert|\Z)", (DEPLOY / "prometheus" / "alerts.yml").read_text(), re.DOTALL
    )
)
BOARDS = sorted((DEPLOY / "grafana" / "boards").glob("*.json"))


def queries() -> Iterator[tuple[str, str]]:
    for alert, rule in RULES.items():
        expression = re.search(r"expr:(.*?)\n        (?:for|labels):", rule, re.DOTALL)
        assert expression, alert
        yield alert, expression[1]
    for board in BOARDS:
        for panel in json.loads(board.read_text())["panels"]:
            yield from ((f"{board.stem}: {panel['title']}", target["expr"]) for target in panel["targets"])


@pytest.mark.parametrize(("where", "query"), queries())
def test_a_query_names_metrics_and_labels_that_exist(where: str, query: str) -> None:
    named = re.findall(r"crosswire_\w+", re.sub(r'"[^"]*"', "", query))
    assert named or "up" in query
    assert set(named) <= set(METRICS)
    labels = {label for group in re.findall(r"(?:by|on) \(([\w, ]+)\)", query) for label in group.split(", ")}
    labels |= set(re.findall(r"(\w+)\s*(?:=~|!=|=)\s*\"", query))
    assert labels <= OTHERS | {label for name in named for label in METRICS[name].labels}


def test_every_metric_of_the_table_is_on_a_board() -> None:
    shown = " ".join(query for where, query in queries())
    assert [metric.name for metric in TABLE if metric.name not in shown] == []


@pytest.mark.parametrize("alert", RULES)
def test_an_alert_says_what_is_wrong_and_what_to_do_and_is_tested(alert: str) -> None:
    rule = RULES[alert]
    assert re.search(r"severity: (critical|warning)", rule)
    assert re.search(r"summary: \".+\"\n", rule)
    assert re.search(r"do: \".+\"", rule)
    tests = (Path(__file__).parent / "alerts_test.yml").read_text()
    assert f"alertname: {alert}\n      exp_alerts:" in tests


@pytest.mark.parametrize("arguments", [("check", "config"), ("test", "rules")], ids=" ".join)
def test_promtool_finds_nothing_wrong(arguments: tuple[str, str]) -> None:
    needs("promtool", "prometheus")
    files = {"check": DEPLOY / "prometheus" / "prometheus.yml", "test": Path(__file__).parent / "alerts_test.yml"}
    ended = subprocess.run(["promtool", *arguments, files[arguments[0]]], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
