"""Second readings, what their movers answer, and the orders that rule them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('amendments', '0006_parts_of_amendments'),
    ]

    operations = [
        migrations.CreateModel(
            name='SecondReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('open', 'under way'), ('republished', 'published anew'), ('abandoned', 'abandoned')], default='open', max_length=20)),
                ('reason', models.TextField()),
                ('summary', models.TextField(blank=True)),
                ('begun_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('answers_until', models.DateTimeField(blank=True, null=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('base', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.revision')),
                ('begun_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='second_readings', to='amendments.document')),
                ('revision', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='made_by_second_reading', to='amendments.revision')),
            ],
            options={
                'ordering': ['document', 'number'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('state__in', ['open', 'republished', 'abandoned'])), name='second_reading_state'),
                    models.UniqueConstraint(fields=('document', 'number'), name='second_reading_number_once_a_document'),
                    models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('document',), name='second_reading_one_open_a_document'),
                    models.CheckConstraint(condition=models.Q(('number__gte', 2), models.Q(('reason', ''), _negated=True)), name='second_reading_counts_from_two'),
                    models.CheckConstraint(condition=models.Q(models.Q(('answers_until__isnull', False), ('revision__isnull', False), ('state', 'republished')), models.Q(models.Q(('state', 'republished'), _negated=True), ('answers_until__isnull', True), ('revision__isnull', True)), _connector='OR'), name='second_reading_republished_has_text'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ReadingStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('version', models.PositiveIntegerField(blank=True, null=True)),
                ('edits', models.JSONField()),
                ('edits_digest', models.CharField(blank=True, default='', max_length=64)),
                ('text_digest', models.CharField(blank=True, default='', max_length=64)),
                ('why', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('amendment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_in', to='amendments.amendment')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reading_step', to='amendments.entry')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='amendments.secondreading')),
            ],
            options={
                'ordering': ['reading', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('reading', 'number'), name='reading_step_number_once_a_reading'),
                    models.UniqueConstraint(condition=models.Q(('amendment__isnull', False), ('undone_at__isnull', True)), fields=('reading', 'amendment'), name='reading_step_takes_in_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('amendment__isnull', True), ('version__isnull', True)), models.Q(('amendment__isnull', False), ('version__isnull', False), models.Q(('why', ''), _negated=True)), _connector='OR'), name='reading_step_takes_in_a_version_with_reason'),
                ],
            },
        ),
        migrations.CreateModel(
            name='CarriedOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('clean', 'unchanged'), ('shifted', 'shifted'), ('touching', 'touching'), ('conflicting', 'conflicting'), ('satisfied', 'satisfied'), ('gone', 'gone')], max_length=20)),
                ('why', models.TextField(blank=True)),
                ('answer', models.CharField(choices=[('asked', 'not answered yet'), ('confirmed', 'confirmed by its mover'), ('stands', 'stands without an answer'), ('rests', 'rests without an answer')], default='asked', max_length=20)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried_over', to='amendments.amendment')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried_over', to='amendments.secondreading')),
            ],
            options={
                'verbose_name_plural': 'carried over',
                'ordering': ['reading', 'amendment__number'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('state__in', ['clean', 'shifted', 'touching', 'conflicting', 'satisfied', 'gone'])), name='carried_over_state'),
                    models.CheckConstraint(condition=models.Q(('answer__in', ['asked', 'confirmed', 'stands', 'rests'])), name='carried_over_answer'),
                    models.UniqueConstraint(fields=('reading', 'amendment'), name='carried_over_once_a_reading'),
                    models.CheckConstraint(condition=models.Q(models.Q(('answer', 'asked'), ('answered_at__isnull', True)), models.Q(models.Q(('answer', 'asked'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='carried_over_answered_some_day'),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name='amendment',
            name='amendment_rest',
        ),
        migrations.RemoveConstraint(
            model_name='amendment',
            name='amendment_rests_in_another',
        ),
        migrations.AddField(
            model_name='document',
            name='reading',
            field=models.PositiveSmallIntegerField(default=1, help_text='Which reading the published text comes from.'),
        ),
        migrations.AddField(
            model_name='document',
            name='working_readers',
            field=models.CharField(choices=[('committee', 'the drafting committee'), ('delegates', 'delegates'), ('members', 'members'), ('everyone', 'everyone')], default='committee', max_length=20),
        ),
        migrations.AddField(
            model_name='standingorders',
            name='answer_days',
            field=models.PositiveSmallIntegerField(default=14, help_text='How many days a mover has to say whether an amendment stands on the text that was published anew, unless a date is set.'),
        ),
        migrations.AddField(
            model_name='standingorders',
            name='second_reading',
            field=models.CharField(choices=[('never', 'never: the published text stands until the congress'), ('closed', 'once filing is closed'), ('either', 'while amendments are filed, and once filing is closed')], default='either', help_text='When the committee may take amendments into the text itself and publish it anew.', max_length=10),
        ),
        migrations.AddField(
            model_name='standingorders',
            name='second_reading_days',
            field=models.PositiveSmallIntegerField(default=21, help_text='How many days members have to file on a text that is published anew, unless a date is set.'),
        ),
        migrations.AddField(
            model_name='standingorders',
            name='second_reading_numbers',
            field=models.CharField(choices=[('kept', 'numbers stay, and what is new is 1.2a'), ('anew', 'it is numbered anew, with a table of old and new numbers')], default='kept', help_text='How a text that is published anew is numbered.', max_length=10),
        ),
        migrations.AddField(
            model_name='standingorders',
            name='unanswered',
            field=models.CharField(choices=[('stands', 'it stands where it still fits, and rests where it does not'), ('rests', 'it rests: it is not put to the vote')], default='stands', help_text='What becomes of an amendment whose mover does not say so in time. Nothing is deleted, and the committee or the chair can let one that rests stand again.', max_length=10),
        ),
        migrations.AlterField(
            model_name='amendment',
            name='rest',
            field=models.CharField(choices=[('none', 'by itself'), ('composite', 'in a composite'), ('parts', 'divided into parts'), ('whole', 'one with its whole again'), ('same', 'one with the same words'), ('taken in', 'taken into the text'), ('unconfirmed', 'not confirmed by its mover')], default='none', max_length=20),
        ),
        migrations.AlterField(
            model_name='historicalamendment',
            name='rest',
            field=models.CharField(choices=[('none', 'by itself'), ('composite', 'in a composite'), ('parts', 'divided into parts'), ('whole', 'one with its whole again'), ('same', 'one with the same words'), ('taken in', 'taken into the text'), ('unconfirmed', 'not confirmed by its mover')], default='none', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(('rest__in', ['none', 'composite', 'parts', 'whole', 'same', 'taken in', 'unconfirmed'])), name='amendment_rest'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rest__in', ['none', 'parts', 'taken in', 'unconfirmed']), ('rests_in__isnull', True)), models.Q(models.Q(('rest__in', ['none', 'parts', 'taken in', 'unconfirmed']), _negated=True), ('rests_in__isnull', False)), _connector='OR'), name='amendment_rests_in_another'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('working_readers__in', ['committee', 'delegates', 'members', 'everyone'])), name='document_working_readers'),
        ),
        migrations.AddConstraint(
            model_name='standingorders',
            constraint=models.CheckConstraint(condition=models.Q(('second_reading__in', ['never', 'closed', 'either'])), name='orders_second_reading'),
        ),
        migrations.AddConstraint(
            model_name='standingorders',
            constraint=models.CheckConstraint(condition=models.Q(('second_reading_numbers__in', ['kept', 'anew'])), name='orders_second_reading_numbers'),
        ),
        migrations.AddConstraint(
            model_name='standingorders',
            constraint=models.CheckConstraint(condition=models.Q(('unanswered__in', ['stands', 'rests'])), name='orders_unanswered'),
        ),
    ]
