"""Terms of vocabularies made by hand."""

import factory

from alliage.taxonomy.models import Domain, Goal, Target, Term, Vocabulary


class GoalFactory(factory.django.DjangoModelFactory[Goal]):
    """The seventeenth goal, unless another number is given."""

    class Meta:
        model = Goal
        django_get_or_create = ("number",)

    number = 17
    colour = "#19486a"
    label_fr = factory.LazyAttribute(lambda made: f"Objectif {made.number}")
    title_fr = factory.LazyAttribute(lambda made: f"Intitulé {made.number}")
    title_en = factory.LazyAttribute(lambda made: f"Title {made.number}")


class TargetFactory(factory.django.DjangoModelFactory[Target]):
    """A target of the seventeenth goal."""

    class Meta:
        model = Target

    goal = factory.SubFactory(GoalFactory)
    position = factory.Sequence(lambda n: n + 1)
    code = factory.LazyAttribute(lambda made: f"{made.goal.number}.{made.position}")
    label_fr = "Encourager les partenariats"


class DomainFactory(factory.django.DjangoModelFactory[Domain]):
    """A field of general interest."""

    class Meta:
        model = Domain

    slug = factory.Sequence(lambda n: f"domaine-{n}")
    label_fr = factory.Sequence(lambda n: f"Domaine {n}")


class TermFactory(factory.django.DjangoModelFactory[Term]):
    """A public that resources are made for."""

    class Meta:
        model = Term

    vocabulary = Vocabulary.AUDIENCE
    code = factory.Sequence(lambda n: f"terme-{n}")
    label_fr = factory.Sequence(lambda n: f"Terme {n}")
