"""One page of a site as a build would write it, without the other pages, the index, the images and the audit."""

from pathlib import Path

from pelican.settings import read_settings

from factcheck.site import config, templates
from factcheck.site.adapter import SiteGenerator
from factcheck.site.load import load


def page(root: Path, path: str) -> str:
    """The HTML of the page at `path`, such as `claims/demo/cost/`, of the site in the folder `root`."""
    settings, problems = config.read(root)
    assert settings is not None, problems
    loaded = load(root, settings)
    assert loaded.site is not None, loaded.problems
    output = next(output for output in loaded.outputs if output.path == path)
    conf = read_settings(str(root / config.FILE))
    generator = SiteGenerator(
        context=conf.copy(), settings=conf, path=conf["PATH"], theme=conf["THEME"], output_path=conf["OUTPUT_PATH"]
    )
    template = generator.get_template(output.template)
    return str(template.render({**generator.context, **templates.values(loaded.site, output)}))
