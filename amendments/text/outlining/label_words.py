"""The words that stand beside a number in real statutes and bylaws: English, German, French, Spanish, Italian, Portuguese."""

from __future__ import annotations

_KEYWORDS = {
    "§": "§ §§",
    "article": "art art. arts. article artikel artículo articulo artigo articolo",
    "section": "section sec sec. sect. sección seccion sezione seção sektion",
    "chapter": "chapter chap. ch. kapitel kap. capítulo capitulo cap. chapitre capitolo",
    "part": "part teil parte partie",
    "title": "title titel título titulo titre titolo",
    "abschnitt": "abschnitt",
    "unterabschnitt": "unterabschnitt subsection subsección sous-section",
    "book": "book buch libro livre livro",
    "rule": "rule regel regla règle",
    "clause": "clause klausel cláusula",
    "schedule": "schedule anlage annex annexe anexo allegato",
    "appendix": "appendix anhang appendice apéndice",
    "point": "point punkt punto thesis these thèse tesis resolution resolución résolution",
}
KEYWORDS = {word: form for form, words in _KEYWORDS.items() for word in words.split()}

# Lower is wider. "section" is wider than an article in Europe and narrower in America: the text's own order decides.
RANKS = {"book": 0, "part": 1, "title": 2, "chapter": 3, "abschnitt": 4, "unterabschnitt": 5, "article": 7, "§": 7}

_ORDINALS = (
    "one first erster erstes erste primero primera premier première primo prima único unico",
    "two second zweiter zweites zweite segundo segunda deuxième seconde secondo seconda",
    "three third dritter drittes dritte tercero tercera troisième terzo terza terceiro terceira",
    "four fourth vierter viertes vierte cuarto cuarta quatrième quarto quarta",
    "five fifth fünfter fünftes fünfte quinto quinta cinquième",
    "six sixth sechster sechstes sechste sexto sexta sixième sesto sesta",
    "seven seventh siebter siebtes siebte siebenter siebentes séptimo séptima septième settimo settima sétimo sétima",
    "eight eighth achter achtes achte octavo octava huitième ottavo ottava oitavo oitava",
    "nine ninth neunter neuntes neunte noveno novena neuvième nono nona",
    "ten tenth zehnter zehntes zehnte décimo décima dixième decimo decima",
    "eleven eleventh elfter elftes elfte undécimo undécima onzième",
    "twelve twelfth zwölfter zwölftes zwölfte duodécimo duodécima douzième",
)
ORDINALS = {word: value for value, words in enumerate(_ORDINALS, 1) for word in words.split()}

# A number before one of these counts or dates something; it does not number a paragraph.
_UNITS = (
    "percent per pct prozent % ‰ € $ £ million millions millionen mio billion billions milliarden "
    "thousand tausend mil hours hour days day weeks week months month years year jahre jahren monate monaten tage tagen "
    "stunden wochen ans mois jours años meses días euro euros dollars pounds eur usd km kg kilometers meters metres degrees "
    "january february march april may june july august september october november december januar februar märz mai "
    "juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre enero "
    "febrero marzo mayo junio julio agosto septiembre octubre noviembre diciembre"
)
UNITS = frozenset(_UNITS.split())

# Headings that stand before the numbered text, or list it, and are never the title of the whole.
_OPENINGS = (
    "preamble präambel preámbulo préambule preambolo preâmbulo introduction einleitung introducción vorwort foreword preface "
    "eingangsformel prologue prólogo"
)
OPENINGS = frozenset(_OPENINGS.split())
_NAMES = (
    "manifesto manifest manifiesto manifeste program programme programm programa platform plattform plataforma charter charta "
    "carta charte statement declaration declaración déclaration erklärung bylaws by-laws constitution constitución verfassung "
    "statutes statuten statuts estatutos estatuto statuto satzung rules règlement reglamento ordnung geschäftsordnung "
    "theses thesen tesis thèses draft entwurf agreement act gesetz ley loi resolution policy convention covenant"
)
NAMES = frozenset(_NAMES.split())  # a first heading with one of these names the whole
CONTENTS = frozenset(
    (
        "contents",
        "table of contents",
        "inhalt",
        "inhaltsverzeichnis",
        "inhaltsübersicht",
        "índice",
        "sommaire",
        "table des matières",
    )
)
