"""The forms that time expressions take in news text, as patterns; ``dates`` reads what they find."""

from __future__ import annotations

import re

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()
SMALL = {word: number for number, word in enumerate(_SMALL)}
SMALL |= {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "half an": 0}
# Offsets from UTC, in minutes, of the zone names that news uses; any other is left as local time.
ZONES = {"gmt": 0, "utc": 0, "z": 0, "bst": 60, "cet": 60, "cest": 120, "est": -300, "edt": -240, "cst": -360}
ZONES |= {"cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "ist": 330, "jst": 540, "msk": 180}

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_PART = r"(?:(?:early|late|mid)[ -])?(?:morning|afternoon|evening|night)"
_YEAR = r"(?:1[89]\d\d|20[0-4]\d)"
_UNIT = r"(?:minute|hour|day|week|month|year|decade)s?"
_COUNT = (
    r"(?:\d{1,3}|an?|half an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
    r"|(?:a )?few|several|(?:a )?couple(?: of)?|some)"
)
_ZONE = r"(?:gmt|utc|bst|cest|cet|est|edt|cst|cdt|mst|mdt|pst|pdt|ist|jst|msk)"

ATOMS = {
    "iso": r"\b(?P<iy>\d{4})-(?P<im>\d\d)-(?P<id>\d\d)(?:T(?P<ih>\d\d):(?P<imin>\d\d)(?::\d\d(?:\.\d+)?)?(?P<iz>Z)?)?",
    "dmy": rf"\b(?P<dd>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<dm>{_MONTH})"
    rf"(?:,? (?P<dy>{_YEAR})\b|,? (?P<d2>\d\d)\b(?![:.,]?\d))?",
    "mdy": rf"\b(?P<mm>{_MONTH}) (?P<md>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.,]?\d)(?:,? (?P<my>{_YEAR})\b)?",
    "slash": r"(?<![\d/])(?P<s1>\d{1,2})/(?P<s2>\d{1,2})/(?P<s3>\d{4}|\d\d)(?![\d/])",
    "month": r"\b(?:(?P<mp>last|this|next|early|late|mid|since|in|until|by|during|from|of|between|and|to|through)[ -])?"
    rf"(?:(?P<mp2>early|late|mid)[ -])?(?P<mo>{_MONTH})(?:,? (?:of )?(?P<moy>{_YEAR}))?\b",
    "weekday": r"\b(?:(?P<wp>last|this|next|this past|past|the following|the previous|early|late) )?"
    rf"(?P<wd>{_DAY})(?P<ws>s\b)?",
    "deictic": r"\b(?:(?P<day>today|yesterday|tomorrow|tonight|overnight|the day before yesterday)"
    r"|(?P<tp>this|last|the previous|the same|that|the following|the next) "
    r"(?P<tpart>morning|afternoon|evening|night|day)"
    r"|(?P<dbefore>the day before|the day after)(?! tomorrow))\b",
    "ago": r"\b(?P<aq>(?:about|around|some|approximately|nearly|almost|roughly|just|barely|only|more than|over"
    rf"|less than) )?(?P<an>{_COUNT}) (?P<au>{_UNIT}) "
    r"(?P<ad>ago|earlier|before|previously|later|after(?:wards?)?|into)\b",
    "period": r"\b(?:(?P<pq>earlier|later|late|early) )?(?P<pp>this|last|next|the past|the last|past|previous"
    r"|the previous|recent|the following|the coming) "
    rf"(?:(?P<pn>{_COUNT}) )?(?P<pu>weekend|{_UNIT}|winter|spring|summer|autumn|fall)\b",
    "decade": r"\b(?:the )?(?:(?P<decq>early|late|mid)[ -])?(?P<dec>(?:19|20)\d0)s\b",
    "years": rf"\b(?P<y1>{_YEAR})(?: ?[-–—/] ?| to | until )(?P<y2>{_YEAR}|\d\d)\b(?![-/])",
    "year": rf"(?<![\d,.$£€#/])(?<!\d-)\b(?P<y>{_YEAR})\b(?![\d,.]\d)(?!-year)",
    "clock": r"(?<![\d:.$£€])(?:(?P<h>\d{1,2})(?:[:.](?P<mi>\d\d))? ?(?P<ap>[ap]\.?m\b\.?)"
    r"|(?P<h24>[01]?\d|2[0-3])[:](?P<m24>[0-5]\d)(?!\d)"
    r"|(?P<h4>[01]\d|2[0-3])(?P<m4>[0-5]\d)(?= ?(?:gmt|utc|hrs|hours|local)\b)"
    r"|\b(?P<word>noon|midday|midnight)\b)"
    rf"(?P<after> ?(?:(?P<z>{_ZONE})\b|local(?: time)?\b|hours\b|hrs\b))?",
    "part": rf"\b(?P<part>{_PART}|in the early hours|early hours|dawn|dusk|rush hour)\b",
}
# One pattern of all forms: the group "k_NAME" that matched tells which.
SCAN = re.compile("|".join(f"(?P<k_{name}>{pattern})" for name, pattern in ATOMS.items()), re.IGNORECASE)
# A text without one of these holds no time expression; this one cheap look spares most sentences the whole scan.
HINT = re.compile(
    r"\d|day\b|days\b|night|morning|noon|evening|hour|week|month|year|decade|minute|dawn|dusk|tomorrow|overnight"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|winter|spring"
    r"|summer|autumn|fall)\b",
    re.IGNORECASE,
)
# What may stand between two pieces of one time: "at 9 am on Monday", "Tuesday, (May 5)".
GLUE = re.compile(
    r"(?:\s|,|\(|\)|–|—|\bon\b|\bat\b|\bof\b|\bin\b|\bthe\b|\babout\b|\baround\b|\bjust\b|\bbefore\b|\bafter\b"
    r"|\bshortly\b|\bor\b|\bby\b|\blocal time\b){0,6}\Z",
    re.IGNORECASE,
)
RELATION = re.compile(
    r"\b(?P<r>since|until|till|by|before|after|from|following|as of|up to|between|prior to)\s+"
    r"(?:the\s+|late\s+|early\s+|mid-?\s*|about\s+|around\s+|at least\s+|start of\s+|end of\s+|beginning of\s+){0,4}\Z",
    re.IGNORECASE,
)
ABOUT = re.compile(r"\b(?:about|around|approximately|some|nearly|roughly|shortly (?:before|after)|circa)\s+\Z", re.I)
# A bare year is a year only behind one of these, and never before a counted noun.
YEAR_LEAD = re.compile(
    r"(?:\b(?:in|since|of|from|the|a|an|until|till|before|after|during|early|late|mid|by|and|to|between|or|around"
    r"|about|circa|through|back|year|war|summer|winter|spring|autumn|fall|for|that|this|deadly|devastating"
    r"|similar)\s*[-\s]?|['’]s?\s|\(|,\s)\Z",
    re.IGNORECASE,
)
YEAR_COUNT = re.compile(
    r"\s*(?:people|men|women|children|civilians|troops|soldiers|police|officers|homes|houses|families|dead|wounded"
    r"|injured|killed|others|miles|km|kilomet|met[er]{2}|feet|ft|pounds|dollars|euros|tons|tonnes|residents|were|have"
    r"|victims|refugees|fighters|members|prisoners|workers|students|cases|deaths|block)\b|\s*[%-]?\s*strong",
    re.IGNORECASE,
)
# Before a weekday, words that put it in the future.
AHEAD = re.compile(
    r"\b(?:will|would|due|expected|scheduled|plan\w{0,8}|set|to be|is to|are to|going)\b[^.;]{0,60}\Z", re.IGNORECASE
)
