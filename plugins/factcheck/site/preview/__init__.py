"""The preview: a server on this machine that builds what is saved and lets the browser show it.

    files ─ watcher ─▶ building (a process) ─ handover ─▶ events ─▶ the script in the page reloads, or tells problems
                             └─▶ output/ ─ handler, live ─▶ the page, with the script that inject.py puts into it

`serving` holds it together. What is the preview's own is added to answers, never to the built files.
"""

from factcheck.site.preview.handler import Handler
from factcheck.site.preview.serving import listening, serve, server

__all__ = ["Handler", "listening", "serve", "server"]
