"""Tell names of one organisation from names that stand for several, or for nobody in particular."""

import re

# Common nouns in the plural: with one of them first and no proper name after, a name is collective.
PLURALS = """
acteurs adhérents agriculteurs agents aidants artisans artistes associations bailleurs banques
bénévoles bénéficiaires caisses centres chercheurs chefs citoyens clubs collectivités collèges
commerçants commerces communes communautés conseils coopératives départements distributeurs
donateurs écoles élèves éleveurs élus employeurs enseignants entreprises entrepreneurs
établissements étudiants experts familles financeurs fondations fournisseurs grossistes
groupes habitants hôpitaux hypermarchés industriels intercommunalités investisseurs laboratoires
lycées mairies maraîchers mécènes médecins membres ménages mutuelles opérateurs organismes parents
partenaires particuliers payeurs pêcheurs pme ports producteurs professionnels propriétaires
quartiers régions restaurants restaurateurs réseaux retraités riverains salariés scieries services
sociétaires sociétés sportifs structures supermarchés syndicats territoires tpe transporteurs
travailleurs universités usagers villes volontaires
""".split()
# Plurals that also open the names of single organisations: « Banques alimentaires de Bretagne ».
MAY_OPEN_A_NAME = """
associations banques caisses centres clubs communes conseils coopératives entreprises familles
fondations groupes ports régions réseaux services structures territoires universités villes
""".split()
NUMBERS = """
deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente
quarante cinquante soixante quatre-vingt cent dizaine douzaine quinzaine vingtaine trentaine
quarantaine cinquantaine soixantaine centaine plusieurs quelques divers diverses
""".split()
# Bodies that every town or department has: without a place they name nobody.
GENERIC = {
    "bailleur social",
    "chambre d'agriculture",
    "chambre de commerce et d'industrie",
    "chambre de métiers et de l'artisanat",
    "ccas",
    "commune",
    "communauté d'agglomération",
    "communauté de communes",
    "conseil départemental",
    "conseil régional",
    "département",
    "fonds philanthropiques",
    "mairie",
    "mission locale",
    "métropole",
    "office de tourisme",
    "préfecture",
    "préfecture de région",
    "région",
    "restauration collective publique",
    "université",
    "ville",
}
# Names that look collective and are those of one organisation.
PROPER = {"familles rurales", "banques alimentaires"}

_PLURAL = rf"(?:{'|'.join(PLURALS)})\b"
_NUMBER = rf"(?:une?\s+)?(?:\d+|(?:{'|'.join(NUMBERS)})(?:[- ](?:et[- ])?\w+)?)\b"
OPENING = re.compile(rf"(?:les\s+|des\s+)?{_PLURAL}", re.IGNORECASE)
COUNTED = re.compile(rf"{_NUMBER}\s+(?:autres\s+)?(?:de\s+|d['’])?{_PLURAL}", re.IGNORECASE)
PROPER_NAME = re.compile(r"[\s'’][A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜ][\w’'-]+")


def is_collective_name(name: str) -> bool:
    """Tell whether a name stands for many actors rather than for one organisation.

    >>> [is_collective_name(n) for n in ("Scieries locales", "Quatorze entreprises du bassin")]
    [True, True]
    >>> [is_collective_name(n) for n in ("Banques alimentaires de l'Ouest", "Ville de Paris")]
    [False, False]
    >>> [is_collective_name(n) for n in ("Enedis, GRDF, Suez", "Mairie", "Familles rurales")]
    [True, True, False]
    """
    plain = name.strip().replace("’", "'")
    if plain.lower() in PROPER:
        return False
    if plain.lower() in GENERIC or COUNTED.match(plain) or _is_enumeration(plain):
        return True
    opening = OPENING.match(plain)
    if opening is None:
        return False
    may_be_proper = opening[0].split()[-1].lower() in MAY_OPEN_A_NAME
    return not (may_be_proper and PROPER_NAME.search(plain, opening.end()))


def _is_enumeration(name: str) -> bool:
    outside = re.sub(r"\([^)]*\)", "", name)
    return outside.count(",") >= 2 or ("," in outside and " et " in outside.split(",", 1)[1])
