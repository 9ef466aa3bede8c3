"""What templates may say beyond plain values: times in words, digests in groups, and texts of the engine, washed once more."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

import nh3
from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

NEAR = timedelta(days=7)
_BLOCKS = {"p", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "section", "hr", "div"}
_WORDS = {"em", "strong", "a", "sup", "br", "ins", "del", "span", "wbr", "cite", "small", "mark"}
_ATTRIBUTES = {
    "a": {"href", "id", "aria-label", "aria-expanded", "data-by"},
    "ins": {"data-kind", "data-block", "data-by"},
    "del": {"data-kind", "data-block", "data-by"},
    "ol": {"start"},
    "span": {"data-by", "aria-hidden"},
    "div": {"id"},
}
_BANDS = {"b1", "b2", "b3", "at", "nb"}
_NAMES = {"by"}
_TAGS = {"tag", "t1", "t2", "t3", "wide"}
_CLASSES = {
    "span": {"vh", "sign", "prov", "quiet-text"} | _BANDS | _TAGS | _NAMES,
    "a": {"prov", "sign"} | _TAGS,
    "sup": {"noteref"},
    "div": {"footnote"},
}
_SCHEMES = {"http", "https", "mailto"}


@lru_cache(maxsize=4096)  # the paragraphs of a text are washed for each reader, and are the same
def wash(html: str) -> SafeString:
    """Give the engine's HTML with nothing in it but what a text may hold: a second lock, should the first ever fail."""
    return mark_safe(  # noqa: S308 (nh3 has just removed all but the tags above)
        nh3.clean(
            html,
            tags=_BLOCKS | _WORDS,
            clean_content_tags={"script", "style"},
            attributes=_ATTRIBUTES,
            allowed_classes=_CLASSES,
            url_schemes=_SCHEMES,
            link_rel="noopener noreferrer nofollow",
        )
    )


@register.filter
def washed(html: str | None) -> SafeString:
    """Show HTML that the text engine made."""
    return wash(html or "")


@register.filter
def inline(html: str | None) -> SafeString:
    """Show the words of a heading without the paragraph that the engine puts around them."""
    return mark_safe(wash(html or "").strip().removeprefix("<p>").removesuffix("</p>"))  # noqa: S308 (washed)


@register.filter
def iso(moment: datetime) -> str:
    """Give a moment for a `datetime` attribute, in the zone of the congress."""
    return timezone.localtime(moment).isoformat(timespec="minutes")


@register.filter
def day(moment: datetime | None) -> str:
    """Give the day in words: "2 May", with the year when it is another one."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return date_format(local, "j F" if local.year == timezone.localtime().year else "j F Y")


@register.filter
def days(first: datetime, last: datetime | None) -> str:
    """Give the days from one to another: "12 to 14 June 2027"."""
    begin = timezone.localtime(first)
    end = timezone.localtime(last) if last else begin
    shown = date_format(end, "j F Y")
    if begin.date() == end.date():
        return shown
    form = "j" if (begin.year, begin.month) == (end.year, end.month) else "j F" if begin.year == end.year else "j F Y"
    return f"{date_format(begin, form)} to {shown}"


@register.filter
def moment(value: datetime | None) -> str:
    """Give day and hour in words: "Sunday 2 May, 18:00"."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{date_format(local, 'l')} {day(value)}, {date_format(local, 'H:i')}"


@register.filter
def clock(value: datetime | None) -> str:
    """Give the hour alone: "14:32"."""
    return date_format(timezone.localtime(value), "H:i") if value else ""


@register.filter
def zone(value: datetime) -> str:
    """Give the difference from universal time that holds at this moment: "UTC+2"."""
    minutes = int((timezone.localtime(value).utcoffset() or timedelta()).total_seconds() // 60)
    sign, hours, rest = "−" if minutes < 0 else "+", abs(minutes) // 60, abs(minutes) % 60
    return "UTC" if not minutes else f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


@register.filter
def left(value: datetime, now: datetime) -> str:
    """Give how long there is until a moment: "5 days left", "in 40 minutes"; or that it has passed."""
    seconds = (value - now).total_seconds()
    if seconds <= 0:
        return "passed"
    days = (timezone.localtime(value).date() - timezone.localtime(now).date()).days
    if days > 1:
        return f"{days} days left"
    hours, minutes = int(seconds // 3600), int(seconds // 60)
    if hours > 1:
        return f"{hours} hours left"
    return f"{minutes} minutes left" if minutes > 1 else "the last minute"


@register.simple_tag
def due(value: datetime, now: datetime) -> SafeString:
    """Show a deadline; one within a week of `now`, by the database's clock, is marked as near."""
    near = SafeString(" data-near" if timedelta() < value - now < NEAR else "")
    return format_html('<time class="due"{} datetime="{}">{}</time>', near, iso(value), moment(value))


@register.filter
def head(digest: str | None) -> str:
    """Give a digest as people compare it: its first sixteen signs in groups of four."""
    text = (digest or "")[:16]
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


@register.filter
def digest(value: str | None) -> str:
    """Give a whole digest in groups of four, to be copied by hand or read aloud."""
    text = value or ""
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


@register.filter
def count(number: int, words: str) -> str:
    """Give a number with its noun: `{{ 1|count:"amendment,amendments" }}`."""
    one, many = words.split(",")
    return f"{number} {one if number == 1 else many}"
