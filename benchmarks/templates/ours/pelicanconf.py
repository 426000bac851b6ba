"""The settings of the made-up site. They are those of this project, with the theme and the plugin of its folder."""

from runpy import run_path

globals().update({name: value for name, value in run_path("@ROOT@/pelicanconf.py").items() if name.isupper()})

SITENAME = "Measured fact checks"
SITEURL = "https://checks.example.org"
THEME = "@ROOT@/theme"
PLUGIN_PATHS = ["@ROOT@/plugins"]
