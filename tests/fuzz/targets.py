"""All targets of the fuzzer."""

from fuzz import anchors, headers, proses, sanitising, scripts, urls
from fuzz.target import Target

TARGETS: dict[str, Target] = {
    target.name: target
    for target in (headers.TARGET, anchors.TARGET, urls.TARGET, proses.TARGET, sanitising.TARGET, scripts.TARGET)
}
