"""The controlled words of casualty recording: one word, one meaning (docs/glossary.md explains each)."""

from __future__ import annotations

from enum import StrEnum


class Harm(StrEnum):
    """What happened to people."""

    KILLED = "killed"
    INJURED = "injured"
    KILLED_OR_INJURED = "killed_or_injured"
    MISSING = "missing"
    DISPLACED = "displaced"
    DETAINED = "detained"
    ABDUCTED = "abducted"


CASUALTIES = frozenset({Harm.KILLED, Harm.INJURED, Harm.KILLED_OR_INJURED})
"""What is done to people's bodies: what reports call casualties."""


class Group(StrEnum):
    """Whom it happened to; ``people`` where nothing narrower is said."""

    PEOPLE = "people"
    CIVILIANS = "civilians"
    CHILDREN = "children"
    WOMEN = "women"
    MEN = "men"
    SOLDIERS = "soldiers"
    POLICE = "police"
    FIGHTERS = "fighters"
    ATTACKERS = "attackers"
    OFFICIALS = "officials"
    JOURNALISTS = "journalists"
    HEALTH_WORKERS = "health_workers"
    AID_WORKERS = "aid_workers"
    STUDENTS = "students"
    WORKERS = "workers"
    FOREIGNERS = "foreigners"
    DISPLACED_PEOPLE = "displaced_people"
    PRISONERS = "prisoners"
    ELDERLY = "elderly"
    OTHER = "other"


class Stance(StrEnum):
    """How the source stands to what the claim says."""

    ASSERTED = "asserted"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"
    DISPUTED = "disputed"


class ResponsibilityStance(StrEnum):
    """How an actor is tied to an attack: he claims it, denies it, or is accused of it."""

    CLAIMED = "claimed"
    DENIED = "denied"
    ACCUSED = "accused"


class Scope(StrEnum):
    """Which happening a claim is about, seen from its report."""

    INCIDENT = "incident"
    OTHER_INCIDENT = "other_incident"
    RUNNING_TOTAL = "running_total"
    PERIOD_TOTAL = "period_total"


class SourceType(StrEnum):
    """What kind of source speaks."""

    MONITOR = "monitor"
    STATE_MEDIA = "state_media"
    GOVERNMENT = "government"
    ARMED_GROUP = "armed_group"
    MILITARY = "military"
    MEDICAL = "medical"
    POLICE = "police"
    RESCUE_SERVICE = "rescue_service"
    NEWS_AGENCY = "news_agency"
    OUTLET = "outlet"
    WITNESS = "witness"
    INTERNATIONAL_BODY = "international_body"
    AID_ORGANISATION = "aid_organisation"
    COURT = "court"
    RELATIVE = "relative"
    EXPERT = "expert"
    UNKNOWN = "unknown"


class IncidentKind(StrEnum):
    """What happened."""

    BOMBING = "bombing"
    SHOOTING = "shooting"
    AIR_STRIKE = "air_strike"
    SHELLING = "shelling"
    ARMED_CLASH = "armed_clash"
    STABBING = "stabbing"
    VEHICLE_ATTACK = "vehicle_attack"
    ARSON = "arson"
    KIDNAPPING = "kidnapping"
    EXECUTION = "execution"
    ASSAULT = "assault"
    CHEMICAL_ATTACK = "chemical_attack"
    UNREST = "unrest"
    EARTHQUAKE = "earthquake"
    TSUNAMI = "tsunami"
    STORM = "storm"
    FLOOD = "flood"
    LANDSLIDE = "landslide"
    VOLCANO = "volcano"
    WILDFIRE = "wildfire"
    FIRE = "fire"
    TRANSPORT_ACCIDENT = "transport_accident"
    INDUSTRIAL_ACCIDENT = "industrial_accident"
    COLLAPSE = "collapse"
    OTHER = "other"


NATURAL_HAZARDS = frozenset(
    {
        IncidentKind.EARTHQUAKE,
        IncidentKind.TSUNAMI,
        IncidentKind.STORM,
        IncidentKind.FLOOD,
        IncidentKind.LANDSLIDE,
        IncidentKind.VOLCANO,
        IncidentKind.WILDFIRE,
    }
)
"""Kinds of incident that nature brings, not people."""

ACCIDENTS = frozenset(
    {IncidentKind.FIRE, IncidentKind.TRANSPORT_ACCIDENT, IncidentKind.INDUSTRIAL_ACCIDENT, IncidentKind.COLLAPSE}
)
"""Kinds of incident that nobody brings about on purpose, as far as their kind tells."""


class Means(StrEnum):
    """By what means an attack was made."""

    CAR_BOMB = "car_bomb"
    SUICIDE_BOMB = "suicide_bomb"
    PLANTED_BOMB = "planted_bomb"
    EXPLOSION = "explosion"
    GRENADE = "grenade"
    GUN = "gun"
    AIRCRAFT = "aircraft"
    DRONE = "drone"
    MISSILE = "missile"
    ARTILLERY = "artillery"
    MINE = "mine"
    BLADE = "blade"
    VEHICLE = "vehicle"
    FIRE = "fire"
    CHEMICAL = "chemical"
    OTHER = "other"


class Target(StrEnum):
    """What was hit."""

    TRANSPORT = "transport"
    HOSPITAL = "hospital"
    UTILITY = "utility"
    SCHOOL = "school"
    MARKET = "market"
    PLACE_OF_WORSHIP = "place_of_worship"
    RESIDENTIAL = "residential"
    COMMERCIAL = "commercial"
    GOVERNMENT = "government"
    MILITARY = "military"
    POLICE = "police"
    MEDIA = "media"
    DIPLOMATIC = "diplomatic"
    CAMP = "camp"
    AID = "aid"
    PUBLIC_SPACE = "public_space"
    INFRASTRUCTURE = "infrastructure"
    PERSON = "person"
    OTHER = "other"


class PlaceKind(StrEnum):
    """What kind of place a name stands for."""

    FACILITY = "facility"
    SETTLEMENT = "settlement"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    REGION = "region"
    NATURAL = "natural"
    UNKNOWN = "unknown"


class PlacePrecision(StrEnum):
    """How exactly the coordinates of a place are known."""

    SETTLEMENT = "settlement"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    REGION = "region"
    UNKNOWN = "unknown"


class TimePrecision(StrEnum):
    """How exactly a time is known."""

    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part_of_day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    SPAN = "span"


DAY_KNOWN = frozenset({TimePrecision.MINUTE, TimePrecision.HOUR, TimePrecision.PART_OF_DAY, TimePrecision.DAY})
"""The precisions of a time whose day is known."""


class PassageKind(StrEnum):
    """What a stretch of a report is."""

    HEADLINE = "headline"
    ARTICLE = "article"
    UPDATE = "update"
    CAPTION = "caption"
    FURNITURE = "furniture"


class MentionRole(StrEnum):
    """What a happening is to the report that tells of it."""

    LEAD = "lead"
    BACKGROUND = "background"


class Verdict(StrEnum):
    """What a judgement decides: of two mentions, or of one claim."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class EchoKind(StrEnum):
    """How one report repeats the words of another."""

    COPY = "copy"
    CONTAINED = "contained"


class FindingKind(StrEnum):
    """What a reader must know about an incident's claims."""

    DISPUTE = "dispute"
    AGREEMENT = "agreement"
    REVISION = "revision"
    PARTS_DISAGREE = "parts_disagree"
    SHARED_TEXT = "shared_text"
    PART_EQUALS_TOTAL = "part_equals_total"
    CONTRADICTION = "contradiction"
    OUTLIER = "outlier"
    DIGITS_SWAPPED = "digits_swapped"
    FALLING_COUNT = "falling_count"
    SINGLE_ORIGIN = "single_origin"
    COMPETING_RESPONSIBILITY = "competing_responsibility"
    NOT_IN_CITED_SOURCE = "not_in_cited_source"


class GradeWord(StrEnum):
    """How well harm by a belligerent is supported, on Airwars' scale."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


class Corroboration(StrEnum):
    """What comparing independent sources came to."""

    CONFIRMED = "confirmed"
    INCONCLUSIVE = "inconclusive"
    REJECTED = "rejected"


class Victims(StrEnum):
    """Whom an incident struck, as far as reports tell."""

    CIVILIANS = "civilians"
    COMBATANTS = "combatants"
    NOT_SAID = "not_said"
    NOBODY = "nobody"


class Severity(StrEnum):
    """How much a finding should weigh with a reader."""

    NOTE = "note"
    CAUTION = "caution"
    SERIOUS = "serious"
