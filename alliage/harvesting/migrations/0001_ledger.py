"""The ledger of records offered to harvesters."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('alliance', 'alliance'), ('resource', 'ressource')], max_length=12, verbose_name='nature')),
                ('slug', models.SlugField(max_length=120, verbose_name='identifiant')),
                ('datestamp', models.DateTimeField(verbose_name='date de la notice')),
                ('is_deleted', models.BooleanField(default=False, verbose_name='retirée')),
                ('sets', models.TextField(blank=True, verbose_name='lots')),
                ('digest', models.CharField(max_length=64, verbose_name='empreinte')),
                ('dublin_core', models.TextField(blank=True, verbose_name='Dublin Core')),
                ('lom', models.TextField(blank=True, verbose_name='LOM')),
            ],
            options={
                'verbose_name': 'notice offerte',
                'verbose_name_plural': 'notices offertes',
                'ordering': ['datestamp', 'pk'],
                'indexes': [models.Index(fields=['datestamp', 'id'], name='ledger_entry_order')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'slug'), name='ledger_entry_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['alliance', 'resource'])), name='ledger_entry_kind_known')],
            },
        ),
    ]
