"""Pages and quotes for deep links: what Chromium must highlight, what it folds, and what no link can say."""

from typing import NamedTuple

_COURT = "Le 3 décembre, la cour a jugé. L’État, dit-elle, n’a pas « tenu sa parole » envers l’hôpital."
_SEA = "Η θάλασσα είναι κοινή. Ο υπουργός δήλωσε ότι η συμφωνία ισχύει· η Βουλή διαφωνεί."
_TREATY = "قال الوزير إن الاتفاق سارٍ. وأضاف أن كِتَابَ الدولة واضح، وأن المدرسة مفتوحة."
_SCHOOL = "他来了，她走了。北京大学的学生在研究生物学，他们都很高兴。学生们说：“没问题！”"
_LONG = (
    "The council met on Monday and heard twelve speakers, among them two ministers, a judge and the head of the "
    "state bank, who said that the budget was sound; that the loans of the last decade had been repaid in full; "
    "that no further tax was needed this year or next; and that, whatever the newspapers had written about it, "
    "the reserve had never been touched for any purpose other than the one for which it had been set up in 1998."
)
_TWICE = "The minister said so on Monday.\nNobody asked the minister why.\nThe minister left on Tuesday."


class Landing(NamedTuple):
    """A page of a paragraph for each line of `raw`, and a quote of it; `nth` counts where the words occur twice."""

    name: str
    raw: str
    quote: str
    nth: int = 1
    html: str = ""  # the page where it is no row of paragraphs; its text is `raw`
    lang: str = "en"


LANDINGS = [
    Landing("one word", "One two three.", "two"),
    Landing("the first word", "One two three.", "One"),
    Landing("the last word", "One two three", "three"),
    Landing("the whole block", "One two three.", "One two three."),
    Landing("the whole page", "One", "One"),
    Landing("with its full stop", "One two. Three.", "two."),
    Landing("without its full stop", "One two. Three.", "One two"),
    # What the syntax and the encoding use.
    Landing("a hyphen", "A well-known high-level visit.", "well-known high-level"),
    Landing("a hyphen at the start", "Down by -3 degrees.", "-3 degrees"),
    Landing("a hyphen at the end", "Pre- and post-war years.", "Pre-"),
    Landing("one side of a hyphen", "A well-known visit.", "known visit"),
    Landing("hyphens only", "One -- two.", "--"),
    Landing("a comma", "Rome, Paris, and Bonn agreed.", "Paris, and Bonn"),
    Landing("a comma at the end", "Rome, Paris, and Bonn agreed.", "Paris,"),
    Landing("a comma and a hyphen", "In Aix-en-Provence, ex-members met.", "Aix-en-Provence, ex-members"),
    Landing("an ampersand", "Barnes & Noble and AT&T rose.", "Barnes & Noble and AT&T"),
    Landing("like a directive", "Type &text=two here.", "&text=two"),
    Landing("a percent sign", "It fell by 5 % in May, 20% in June.", "5 % in May, 20%"),
    Landing("like an encoded hyphen", "The code %2D is a hyphen.", "%2D is"),
    Landing("a plus sign", "The G7+ group and 2+2=4.", "G7+ group and 2+2=4"),
    Landing("a number sign", "Ranked #1 of #10.", "#1 of #10"),
    Landing("angle brackets", "It fell <5% and rose >3%.", "<5% and rose >3%"),
    Landing("a slash and a colon", "See https://example.org/a?b=c:~:d.", "https://example.org/a?b=c:~:d"),
    Landing("brackets", "He [the king] said (twice) {so}.", "[the king] said (twice) {so}"),
    Landing("a bracketed word", "He said (twice) so.", "(twice)"),
    Landing("a backslash, a caret, a bar", "Write a\\b^c|d`e now.", "a\\b^c|d`e"),
    Landing("currency", "It cost €5.30, £4 or $6.", "€5.30, £4 or $6"),
    # Quotation marks.
    Landing("curly quotation marks", "He said “very close” twice.", "“very close”"),
    Landing("within quotation marks", "He said “very close” twice.", "very close"),
    Landing("a curly apostrophe", "Washington’s deepening role.", "Washington’s deepening"),
    Landing("straight quotation marks", "He said \"very close\" in '98.", "\"very close\" in '98"),
    Landing("low quotation marks", "Er sagte „sehr nah“ dazu.", "„sehr nah“", lang="de"),
    Landing("an apostrophe at the end", "The members’ vote was close.", "members’"),
    # Dots, numbers, dashes.
    Landing("initials", "The former U.S. President spoke. The U.S. agreed.", "former U.S. President"),
    Landing("an ellipsis", "And then… nothing.", "then… nothing"),
    Landing("decimals and thousands", "It cost 3,141.59 euro.", "3,141.59"),
    Landing("a part of a number", "It cost 3,141.59 euro.", "141"),
    Landing("an em dash", "The 35 members — primarily European — met.", "members — primarily European —"),
    Landing("an en dash without spaces", "The years 1914–1918 and 1939–1945.", "1939–1945"),
    Landing("an underscore", "The name high_level is one word.", "level is"),
    # White space.
    Landing("a no-break space", "The 35\u00a0members met.", "35\u00a0members"),
    Landing("behind a no-break space", "The 35\u00a0members met the 40 members.", "members", 1),
    Landing("narrow and thin spaces", "Il a dit\u202f: 5\u2009km\u202f!", "5\u2009km\u202f!", lang="fr"),
    Landing("wrapped lines", "One two\nthree four\n\nfive six seven", "two\nthree", html="<p>One two\nthree four</p>\n\n<p>five six seven</p>"),
    Landing("tabs and spaces", "One  two\t three", "two\t three", html="<p>One  two\t three</p>"),
    # Markup within the words.
    Landing("emphasis", "One two three four", "wo thr", html="<p>One t<b>wo</b> <i>th</i>ree four</p>"),
    Landing("a link and a note", "He said so1 twice.", "said so1", html='<p>He <a href="#x">said</a> so<sup>1</sup> twice.</p>'),
    Landing("a list", "First item here\nSecond item there", "Second item", html="<ul><li>First item here</li>\n<li>Second item there</li></ul>"),
    # Words that occur more than once.
    Landing("the first of two", _TWICE, "minister", 1),
    Landing("the second of three", _TWICE, "minister", 2),
    Landing("the third of three", _TWICE, "minister", 3),
    Landing("another case first", _TWICE, "the minister", 1),
    Landing("another case behind", "The minister spoke. It was the minister.", "The minister"),
    Landing("only the suffix differs", "See one two. See one three.", "See one", 2),
    Landing("only the prefix differs", "A yes\nB yes", "yes", 2),
    Landing("prefix and suffix needed", "a x b. a x c. d x b. d x c.", "x", 3),
    Landing("a prefix in the block before", "Alpha\nSame words here\nBeta\nSame words here", "Same words here", 2),
    Landing("a suffix in the block behind", "Same words here\nAlpha\nSame words here\nBeta", "Same words here", 1),
    Landing("the middle of three equal blocks", "Yes\nYes\nYes", "Yes", 2),
    Landing("first within a longer word", "The cartwright’s cart broke.", "cart", 2),
    Landing("doubled words", "He had had had enough.", "had", 2),
    Landing("a mark twice", "So ((two)) or (two).", "two", 1),
    Landing("of two signs the second", "..(", ".", 2),
    Landing("behind one of two words without a space between", "“b(b.a\nc", ".a\nc"),
    Landing("within a word", "That is unconstitutionally so.", "constitution"),
    Landing("the end of a word", "That is unconstitutional.", "constitutional"),
    # Longer than one block, or than what is written out.
    Landing("over two blocks", "One two three\nfour five six", "two three\nfour five"),
    Landing("over three blocks", "One two three\nfour\nfive six", "three\nfour\nfive"),
    Landing("whole blocks", "One two three\nfour five six\nseven", "One two three\nfour five six"),
    Landing("over blocks, the second time", "a b\nc d\nx\na b\nc e", "a b\nc", 2),
    Landing("over blocks, the end before the end", "One two\ntwo three two four", "One two\ntwo three two"),
    Landing("over a list", "Intro: one\ntwo three\nfour", "one\ntwo three", html="<p>Intro: one</p>\n<ul><li>two three</li>\n<li>four</li></ul>"),
    Landing("over a heading", "A title\nThe first words of all", "A title\nThe first words", html="<h2>A title</h2>\n<p>The first words of all</p>"),
    Landing("over rows of a table", "One 5\nTwo 6\nThree 7", "5\nTwo 6", html="<table><tr><td>One 5</td></tr>\n<tr><td>Two 6</td></tr>\n<tr><td>Three 7</td></tr></table>"),
    Landing("over line breaks", "One two\nthree four", "two\nthree", html="<p>One two<br>\nthree four</p>"),
    Landing("a long one", _LONG, _LONG),
    Landing("a long one in a longer block", f"He was there. {_LONG} He left.", _LONG),
    Landing("a long one with an equal beginning", f"The council met on Monday and heard twelve speakers. Then: {_LONG}", _LONG),
    Landing("a long one with an equal end", f"{_LONG} It had been set up in 1998. Set up in 1998.", _LONG),
    Landing("the second of two long ones", f"First: {_LONG}\nAgain: {_LONG}", _LONG, 2),
    # Other languages and scripts.
    Landing("French, with guillemets", _COURT, "« tenu sa parole »", lang="fr"),
    Landing("French, behind an apostrophe", _COURT, "hôpital", lang="fr"),
    Landing("French, an accent apart", "Où est la cote ? La côte est là. Un côté.", "La côte", lang="fr"),
    Landing("French, accents apart only", "cote, côte, coté, côté", "coté", lang="fr"),
    Landing("French, a ligature", "Un cœur, une œuvre. Coeur de lion.", "cœur, une œuvre", lang="fr"),
    Landing("Greek", _SEA, "η συμφωνία ισχύει·", lang="el"),
    Landing("Greek, accents apart", "Ποτέ δεν ήρθε. Πότε ήρθε;", "Πότε", lang="el"),
    Landing("Greek, sigmas", "ΟΔΟΣ ή οδός; Η ΟΔΟΣ.", "οδός", lang="el"),
    Landing("Greek, polytonic", "Ἐν ἀρχῇ ἦν ὁ λόγος, καὶ ὁ λόγος ἦν πρὸς τὸν θεόν.", "ὁ λόγος", 2, lang="el"),
    Landing("Cyrillic", "Ещё раз: всё хорошо. Все хорошо.", "всё хорошо", lang="ru"),
    Landing("Arabic", _TREATY, "وأن المدرسة مفتوحة", lang="ar"),
    Landing("Arabic, vowel signs", _TREATY, "كِتَابَ الدولة", lang="ar"),
    Landing("Arabic, right to left", _TREATY, "الاتفاق سارٍ. وأضاف", html=f'<p dir="rtl">{_TREATY}</p>', lang="ar"),
    Landing("Arabic, vowel signs apart", "هذا كتاب. هذا كِتاب جديد.", "كِتاب", lang="ar"),
    Landing("Arabic, over blocks", "قال الوزير\nإن الاتفاق سار", "الوزير\nإن الاتفاق", lang="ar"),
    Landing("Hebrew", "הוא אמר: צה״ל כאן. היא אמרה: שלום.", "צה״ל כאן", lang="he"),
    Landing("Hebrew, marks on initials", "אמר צָהָ״לָ כאן", "כאן", lang="he"),
    Landing("Chinese, between marks", _SCHOOL, "她走了", lang="zh"),
    Landing("Chinese, a clause", _SCHOOL, "北京大学的学生在研究生物学", lang="zh"),
    Landing("Chinese, some words", _SCHOOL, "大学的学生", lang="zh"),
    Landing("Chinese, no dictionary’s word", _SCHOOL, "京大", lang="zh"),
    Landing("Chinese, the second time", _SCHOOL, "学生", 2, lang="zh"),
    Landing("Chinese, quotation marks", _SCHOOL, "说：“没问题！”", lang="zh"),
    Landing("Chinese, over blocks", "他来了，她走了。\n我们都在。很好。", "她走了。\n我们都在", lang="zh"),
    Landing("Chinese, two thousand bytes", "他来了，" * 3 + "她走了，我们在；" * 12 + "完。", "她走了，我们在；" * 12 + "完。", lang="zh"),
    Landing("Japanese", "東京都に住んでいます。京都にも行きます。", "京都にも", lang="ja"),
    Landing("Japanese, within a word", "東京都に住んでいます。京都にも行きます。", "京都", 1, lang="ja"),
    Landing("Korean", "대한민국의 수도는 서울이다. 서울의 인구.", "서울", 1, lang="ko"),
    Landing("Thai", "ภาษาไทยเป็นภาษาที่สวยงาม", "เป็นภาษา", lang="th"),
    Landing("Hindi", "सत्य की जीत होती है। सत्य ही ईश्वर है।", "सत्य ही", lang="hi"),
    Landing("emoji", "Well done 👩\u200d🚀 and 👍🏽 again 👍.", "👩\u200d🚀 and 👍🏽 again"),
    Landing("decomposed letters", "Le cafe\u0301 ferme. Le cafe\u0301 ouvre.", "cafe\u0301 ouvre", lang="fr"),
]  # fmt: skip


class Folding(NamedTuple):
    """Two words that Chromium takes for one: of the first alone a link would lead to `early`."""

    name: str
    early: str
    late: str


FOLDED = [
    Folding("case", "TRUMP", "Trump"),
    Folding("an accent", "resume", "résumé"),
    Folding("another accent", "pêche", "péché"),
    Folding("composition", "cafe\u0301", "café"),
    Folding("a cedilla and a tilde", "facon espanol", "façon español"),
    Folding("ß and ss", "strasse", "straße"),
    Folding("capital ß", "STRAẞE", "Strasse"),
    Folding("œ and oe", "oeuvre", "œuvre"),
    Folding("æ and ae", "aeon", "æon"),
    Folding("ø and o", "smorre", "smørre"),
    Folding("ł and l", "Lodz", "Łódź"),
    Folding("đ and d", "Dokovic", "Đoković"),
    Folding("İ and i", "istanbul", "İstanbul"),
    Folding("a ligature", "final", "ﬁnal"),
    Folding("full-width letters", "ABC1", "ＡＢＣ１"),
    Folding("superscripts", "m2", "m²"),
    Folding("ordinals", "no", "nº"),
    Folding("an ellipsis", "so...", "so…"),
    Folding("circled digits", "11", "⓫"),
    Folding("curly quotation marks", '"so"', "“so”"),
    Folding("low quotation marks", '"so"', "„so“"),
    Folding("apostrophes", "it's", "it’s"),
    Folding("Hebrew marks", 'צה"ל', "צה״ל"),
    Folding("a soft hyphen", "cooperate", "co\u00adoperate"),
    Folding("a zero-width space", "cooperate", "co\u200boperate"),
    Folding("a zero-width joiner", "cooperate", "co\u200doperate"),
    Folding("a word joiner", "cooperate", "co\u2060operate"),
    Folding("a no-break space", "35 members", "35\u00a0members"),
    Folding("a thin space", "35 members", "35\u2009members"),
    Folding("tonos", "ποτε", "πότε"),
    Folding("final sigma", "ΟΔΟΣ", "οδος"),
    Folding("breathings", "ωδη", "ᾠδή"),
    Folding("ё and е", "все", "всё"),
    Folding("vowel signs", "كتاب", "كِتَاب"),
    Folding("tatweel", "كتاب", "كتـــاب"),
    Folding("hamza", "اكل", "أكل"),
    Folding("teh marbuta", "مدرسه", "مدرسة"),
    Folding("alef maksura", "علي", "على"),
    Folding("Arabic digits", "35", "٣٥"),
    Folding("niqqud", "שלום", "שָׁלוֹם"),
    Folding("hiragana and katakana", "かな", "カナ"),
    Folding("half-width katakana", "カナ", "ｶﾅ"),
]


class Separate(NamedTuple):
    """Two words that Chromium does not take for one; `is_coarse` where our folding does, which only adds context."""

    name: str
    early: str
    late: str
    is_coarse: bool = False


SEPARATE = [
    Separate("guillemets", '"so"', "«so»"),
    Separate("prime and apostrophe", "5'", "5′"),
    Separate("modifier apostrophe", "Hawai'i", "Hawaiʼi"),
    Separate("backtick", "o'clock", "o`clock"),
    Separate("dashes", "a-b", "a–b"),
    Separate("the no-break hyphen", "a-b", "a‑b"),
    Separate("dotless i", "kiz", "kız"),
    Separate("þ", "thing", "þing"),
    Separate("umlaut written out", "Mueller", "Müller"),
    Separate("Cyrillic letters that look Latin", "caxap", "сахар"),
    Separate("simplified characters", "國", "国"),
    Separate("Chinese and Western full stops", "a.", "a。"),
    Separate("й and и", "мои", "мой", is_coarse=True),
    Separate("voiced kana", "かな", "がな", is_coarse=True),
    Separate("Persian kaf", "كار", "کار", is_coarse=True),
]


class LeftOut(NamedTuple):
    """A quote for which no directive is right, and what the words alone would highlight."""

    name: str
    raw: str
    quote: str
    nth: int
    wrong: str  # "" for nothing


LEFT_OUT = [
    LeftOut("the third of five equal blocks", "Yes.\nYes.\nYes.\nYes.\nYes.", "Yes.", 3, "Yes."),
    LeftOut("within a Chinese word in a long run", "中文" * 70 + "研究生物" + "中文" * 70, "究生", 1, ""),
    LeftOut("a letter without its accent", "Le cafe\u0301 ferme.", "cafe", 1, "cafe\u0301"),
    LeftOut("the same words for longer than a prefix", "one two " * 60, "one", 30, "one"),
    LeftOut("a format character alone", "So \u2060 said.", "\u2060", 1, ""),
    LeftOut("over equal blocks", "a\nb\na\nb\na\nb\na\nb\na\nb", "a\nb", 3, ""),
    LeftOut("an end repeated in the quote", "One\nyes\nyes\nyes\nno", "One\nyes\nyes", 1, ""),
]
