"""Takes the picture of Prometheus in deploy/README.md: ``python -m tests.deploy.picture [--minutes 4] [FILE]``.

Brings the compose file up with the sample newsroom and Prometheus of its ``monitoring`` profile, publishes more
articles than the stages read meanwhile, waits while they are asked, and takes what Prometheus draws of them. Where its
image cannot be pulled, the machine's own Prometheus (Debian: apt install prometheus) is given the image's name.
"""

import argparse
import shutil
import subprocess
import tempfile
import time
import urllib.parse
from datetime import UTC, datetime
from pathlib import Path

from crosswire import flow
from crosswire.edges.messages import messages
from crosswire.edges.producer import Producer
from tests.console.driving import chromium, show
from tests.deploy.composing import ROOT, Project, brought_up, free_port
from tests.deploy.figures import SAMPLE
from tests.deploy.long_articles import long_article

SERVICES = ("poll", "extract", "contradict", "sink", "console", "prometheus")
ARTICLES = 1_000
SHOWN = "sum by (stage) (rate(crosswire_outcomes_total[1m]))"
STAND_IN = """
FROM python:3.13-slim
COPY prometheus /bin/prometheus
COPY web /usr/share/prometheus/web
RUN mkdir /prometheus && chown nobody /prometheus
USER nobody
ENTRYPOINT ["/bin/prometheus"]
CMD ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"]
"""


def there(image: str) -> bool:
    """Tell whether the image is on this machine now; it is pulled if it can be."""
    asked = (["docker", "image", "inspect", image], ["docker", "pull", "--quiet", image])
    return any(subprocess.run(command, capture_output=True, check=False).returncode == 0 for command in asked)


def stand_in(image: str) -> None:
    """Make an image of this machine's Prometheus."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy("/usr/bin/prometheus", folder)
        shutil.copytree("/usr/share/prometheus/web", f"{folder}/web")
        (Path(folder) / "Dockerfile").write_text(STAND_IN)
        subprocess.run(["docker", "build", "--quiet", "--tag", image, folder], check=True)


def taken(system: Project, minutes: float, file: Path) -> None:
    """Take the picture of the last ``minutes``, once they are over."""
    now = datetime.now(UTC)
    with Producer(system.kafka, client="picture") as producer:
        share = [long_article(number, now) for number in range(ARTICLES)]
        producer.send(messages(share, flow.POLL.writes, stage="picture", now=now))
    time.sleep(60 * minutes)
    asked = {"g0.expr": SHOWN, "g0.tab": "0", "g0.range_input": f"{minutes:.0f}m"}
    address = f"http://127.0.0.1:{system.variables['CROSSWIRE_PROMETHEUS_PORT']}/graph?{urllib.parse.urlencode(asked)}"
    with chromium() as browser:
        show(browser, address)
        # It draws after the page is there.
        time.sleep(5)
        browser.save_screenshot(str(file))


def main() -> None:
    """Bring it up, wait, and take the picture."""
    parser = argparse.ArgumentParser(prog="python -m tests.deploy.picture", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=ROOT / "deploy" / "screenshots" / "prometheus.png")
    parser.add_argument("--minutes", type=float, default=4)
    wanted = parser.parse_args()
    watched = {"CROSSWIRE_PROMETHEUS_PORT": free_port()}
    with brought_up(*SAMPLE, "--profile", "monitoring", name="picture", variables=watched) as system:
        image = system.run("config", "--images", "prometheus").split()[-1]
        if not there(image):
            stand_in(image)
        system.run("up", "--wait", *SERVICES, timeout=500)
        taken(system, wanted.minutes, wanted.file)


if __name__ == "__main__":
    main()
