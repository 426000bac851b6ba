"""Text in, text out: Markdown to sanitised HTML, spans to marks, problems to reports."""
