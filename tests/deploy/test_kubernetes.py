"""The manifests run every stage, without rights, watched by its own health."""

from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[2] / "deploy" / "kubernetes" / "crosswire.yml").read_text()
DEPLOYMENTS = [part for part in TEXT.split("\n---\n") if "kind: Deployment" in part]


@pytest.mark.parametrize("stage", ["poll", "extract", "contradict", "sink", "console"])
def test_every_stage_is_deployed(stage: str) -> None:
    (found,) = [part for part in DEPLOYMENTS if f"args: [run, {stage}]" in part]
    assert f"selector: {{matchLabels: {{app: crosswire, stage: {stage}}}}}" in found


@pytest.mark.parametrize("part", DEPLOYMENTS, ids=range(len(DEPLOYMENTS)))
@pytest.mark.parametrize(
    "promise",
    [
        "readinessProbe: {httpGet: {path: /readyz",
        "livenessProbe: {httpGet: {path: /healthz",
        "runAsNonRoot: true",
        "readOnlyRootFilesystem: true",
        "allowPrivilegeEscalation: false",
        "limits: {memory:",
        "automountServiceAccountToken: false",
    ],
)
def test_every_deployment_is_bounded_watched_and_without_rights(part: str, promise: str) -> None:
    assert promise in part
