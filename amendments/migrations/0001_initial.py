"""All tables at once.

Constraints and indexes are made with their tables: a step for each makes Django build all its models anew, which took half a
minute.
"""

import amendments.models.advice
import amendments.models.fields
import amendments.models.throughout
import amendments.models.voting
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import simple_history.models
from django.conf import settings
from django.db import migrations, models


POSTGRES = """
CREATE FUNCTION amendments_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an entry of the record is never altered' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER amendments_entry_stays BEFORE UPDATE ON amendments_entry
    FOR EACH ROW EXECUTE FUNCTION amendments_entry_stays();
"""
SQLITE = """
CREATE TRIGGER amendments_entry_stays BEFORE UPDATE ON amendments_entry
BEGIN SELECT RAISE(ABORT, 'an entry of the record is never altered'); END;
"""


INDEXES = {"amendments_amendmentwords": "words", "amendments_paragraph": "text", "amendments_section": "title", "amendments_post": "words"}


def forbid(apps, schema_editor):
    schema_editor.execute(POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE)


def allow(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute("DROP TRIGGER amendments_entry_stays" + (" ON amendments_entry" if postgres else ""))
    if postgres:
        schema_editor.execute("DROP FUNCTION amendments_entry_stays()")


def index(apps, schema_editor):
    """Index words on PostgreSQL, as `queries.search` asks for them. SQLite looks at the letters."""
    if schema_editor.connection.vendor == "postgresql":
        for table, column in INDEXES.items():
            schema_editor.execute(f"CREATE INDEX {table}_found ON {table} USING gin (to_tsvector('simple', {column}))")


def unindex(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in INDEXES:
            schema_editor.execute(f"DROP INDEX {table}_found")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AmendmentList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('published_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['document', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('member_number', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('language', models.CharField(blank=True, max_length=10)),
                ('salt', models.CharField(blank=True, default=amendments.models.fields.new_salt, editable=False, max_length=64)),
                ('last_login', models.DateField(blank=True, null=True, verbose_name='last sign-in')),
                ('is_active', models.BooleanField(default=True)),
                ('erased', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name_plural': 'people',
                'ordering': ['name', 'member_number'],
                'indexes': [models.Index(fields=['email'], name='person_by_email')],
                'constraints': [models.CheckConstraint(condition=models.Q(('erased', False), models.Q(('email', ''), ('erased', True), ('is_active', False), ('name', ''), ('salt', '')), _connector='OR'), name='erased_person_keeps_nothing'), models.CheckConstraint(condition=models.Q(('erased', True), models.Q(('salt', ''), _negated=True), _connector='OR'), name='person_has_salt'), models.CheckConstraint(condition=models.Q(('member_number', ''), _negated=True), name='person_has_member_number')],
            },
        ),
        migrations.CreateModel(
            name='Congress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('organization', models.CharField(max_length=200)),
                ('series', models.CharField(blank=True, help_text='The title of its documents together.', max_length=200)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('time_zone', models.CharField(default='UTC', max_length=60)),
                ('opens', models.DateTimeField(blank=True, null=True)),
                ('closes', models.DateTimeField(blank=True, null=True)),
                ('last_number', models.PositiveIntegerField(default=0, editable=False)),
                ('head', models.CharField(blank=True, default='', editable=False, max_length=64)),
            ],
            options={
                'verbose_name_plural': 'congresses',
                'ordering': ['-opens', 'slug'],
                'constraints': [models.CheckConstraint(condition=models.Q(('opens__isnull', True), ('closes__isnull', True), ('opens__lte', models.F('closes')), _connector='OR'), name='congress_opens_before_it_closes')],
            },
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('committee', 'committee'), ('council', 'council'), ('branch', 'branch'), ('caucus', 'caucus')], max_length=20)),
                ('slug', models.SlugField(max_length=80)),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(blank=True, max_length=60)),
                ('congress', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bodies', to='amendments.congress')),
            ],
            options={
                'verbose_name_plural': 'bodies',
                'ordering': ['kind', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['committee', 'council', 'branch', 'caucus'])), name='body_kind'), models.UniqueConstraint(fields=('congress', 'slug'), name='body_slug_once_a_congress'), models.UniqueConstraint(fields=('congress', 'name'), name='body_name_once_a_congress')],
            },
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('edits', models.JSONField()),
                ('edits_digest', models.CharField(blank=True, default='', max_length=64)),
                ('about', models.CharField(blank=True, help_text='What it is about, in a few words.', max_length=200)),
                ('reason', models.TextField(blank=True)),
                ('met_on', models.DateField(blank=True, help_text='When the body that moves it passed it.', null=True)),
                ('met_for', models.PositiveIntegerField(blank=True, null=True)),
                ('met_against', models.PositiveIntegerField(blank=True, null=True)),
                ('filed_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('primary_version', models.PositiveIntegerField(blank=True, help_text='The version of it that this one amends.', null=True)),
                ('state', models.CharField(choices=[('filed', 'filed'), ('withdrawn', 'withdrawn'), ('taken over', 'taken over')], default='filed', max_length=20)),
                ('admissibility', models.CharField(choices=[('none', 'not ruled on'), ('in order', 'in order'), ('out of order', 'out of order')], default='none', max_length=20)),
                ('backing', models.CharField(choices=[('open', 'not judged'), ('short', 'too few supporters'), ('waived', 'let in by leave')], default='open', max_length=20)),
                ('recommendation', models.CharField(choices=[('none', 'no advice'), ('carry', 'carry'), ('carry as amended', 'carry as amended'), ('reject', 'reject'), ('refer', 'refer')], default='none', max_length=20)),
                ('recommendation_reason', models.TextField(blank=True)),
                ('decision', models.CharField(choices=[('pending', 'pending'), ('carried', 'carried'), ('lost', 'lost'), ('referred', 'referred'), ('fallen', 'fallen')], default='pending', max_length=20)),
                ('visibility', models.CharField(choices=[('readers', 'all who may read the document'), ('committee', 'the mover and the committee')], default='readers', max_length=20)),
                ('rest', models.CharField(choices=[('none', 'by itself'), ('composite', 'in a composite')], default='none', max_length=20)),
                ('rebase_state', models.CharField(choices=[('clean', 'unchanged'), ('shifted', 'shifted'), ('touching', 'touching'), ('conflicting', 'conflicting'), ('satisfied', 'satisfied'), ('gone', 'gone')], default='clean', max_length=20)),
                ('rebase_why', models.TextField(blank=True)),
                ('resolved', models.JSONField()),
                ('combined_digest', models.CharField(blank=True, default='', max_length=64)),
                ('confirmed_digest', models.CharField(blank=True, default='', max_length=64)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('fallen_because', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='felled', to='amendments.amendment')),
                ('filed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filed', to=settings.AUTH_USER_MODEL)),
                ('mover_person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moved', to=settings.AUTH_USER_MODEL)),
                ('primary', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='secondaries', to='amendments.amendment')),
                ('rests_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resting', to='amendments.amendment')),
                ('listed', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='amendments.amendmentlist')),
                ('mover_body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moved', to='amendments.body')),
                ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='amendments.congress')),
            ],
            options={
                'ordering': ['congress', 'number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['filed', 'withdrawn', 'taken over'])), name='amendment_state'), models.CheckConstraint(condition=models.Q(('admissibility__in', ['none', 'in order', 'out of order'])), name='amendment_admissibility'), models.CheckConstraint(condition=models.Q(('backing__in', ['open', 'short', 'waived'])), name='amendment_backing'), models.CheckConstraint(condition=models.Q(('recommendation__in', ['none', 'carry', 'carry as amended', 'reject', 'refer'])), name='amendment_recommendation'), models.CheckConstraint(condition=models.Q(('decision__in', ['pending', 'carried', 'lost', 'referred', 'fallen'])), name='amendment_decision'), models.CheckConstraint(condition=models.Q(('visibility__in', ['readers', 'committee'])), name='amendment_visibility'), models.CheckConstraint(condition=models.Q(('rest__in', ['none', 'composite'])), name='amendment_rest'), models.CheckConstraint(condition=models.Q(models.Q(('rest', 'none'), ('rests_in__isnull', True)), models.Q(models.Q(('rest', 'none'), _negated=True), ('rests_in__isnull', False)), _connector='OR'), name='amendment_rests_in_another'), models.CheckConstraint(condition=models.Q(('rebase_state__in', ['clean', 'shifted', 'touching', 'conflicting', 'satisfied', 'gone'])), name='amendment_rebase_state'), models.UniqueConstraint(fields=('congress', 'number'), name='amendment_number_once_a_congress'), models.CheckConstraint(condition=models.Q(models.Q(('mover_body__isnull', True), ('mover_person__isnull', False)), models.Q(('mover_body__isnull', False), ('mover_person__isnull', True)), _connector='OR'), name='amendment_moved_by_person_or_body'), models.CheckConstraint(condition=models.Q(('mover_body__isnull', False), models.Q(('met_against__isnull', True), ('met_for__isnull', True), ('met_on__isnull', True)), _connector='OR'), name='amendment_meeting_was_of_its_body'), models.CheckConstraint(condition=models.Q(('primary__isnull', True), models.Q(('primary', models.F('id')), _negated=True), _connector='OR'), name='amendment_is_not_its_own_primary'), models.CheckConstraint(condition=models.Q(models.Q(('primary__isnull', True), ('primary_version__isnull', True)), models.Q(('primary__isnull', False), ('primary_version__gte', 1), ('primary_version__isnull', False)), _connector='OR'), name='amendment_to_a_version_of_its_primary'), models.CheckConstraint(condition=models.Q(('decision', 'fallen'), ('fallen_because__isnull', True), _connector='OR'), name='amendment_fallen_because'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True), ('confirmed_digest', '')), models.Q(models.Q(('confirmed_digest', ''), _negated=True), ('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='amendment_confirmed_by_a_named_person'), models.CheckConstraint(condition=models.Q(models.Q(('decision', 'carried'), _negated=True), models.Q(('state__in', ['filed', 'taken over']), models.Q(('admissibility', 'out of order'), _negated=True), models.Q(('backing', 'short'), _negated=True)), _connector='OR'), name='amendment_carried_was_to_be_put')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('turn', models.CharField(choices=[('mover', 'waiting for the mover'), ('committee', 'waiting for the committee'), ('closed', 'closed')], default='mover', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='amendments.amendment')),
            ],
            options={
                'ordering': ['amendment', 'asked_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('turn__in', ['mover', 'committee', 'closed'])), name='correction_turn'), models.UniqueConstraint(condition=models.Q(('turn', 'closed'), _negated=True), fields=('amendment',), name='correction_one_open_an_amendment'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('turn', 'closed')), models.Q(models.Q(('turn', 'closed'), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='correction_closed_at_a_time'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('asked_at')), _connector='OR'), name='correction_asked_before_it_ends')],
            },
        ),
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('code', 'printed code'), ('link', 'mailed link')], max_length=10)),
                ('digest', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('nonce', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('issued_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('used_on', models.DateField(blank=True, null=True)),
                ('used_with', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('congress', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.congress')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='credentials', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-issued_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['code', 'link'])), name='credential_kind'), models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True), ('used_on__isnull', True)), fields=('person', 'kind'), name='credential_one_open_a_person_and_kind'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'code'), ('nonce', ''), models.Q(('digest', ''), _negated=True)), models.Q(('digest', ''), ('expires_at__isnull', False), ('kind', 'link'), models.Q(('nonce', ''), _negated=True)), _connector='OR'), name='credential_keeps_what_its_kind_needs')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(choices=[('amendment', 'an amendment'), ('words', 'the committee’s words for an amendment'), ('appeal', 'an appeal against a ruling'), ('council', 'approval by the council'), ('adoption', 'adoption of the whole as amended')], max_length=20)),
                ('outcome', models.CharField(choices=[('pending', 'pending'), ('carried', 'carried'), ('lost', 'lost'), ('referred', 'referred'), ('fallen', 'fallen')], max_length=20)),
                ('words', models.CharField(choices=[('filed', 'as it was filed'), ('advised', 'in the committee’s words')], default='filed', max_length=10)),
                ('method', models.CharField(choices=[('show of hands', 'show of hands'), ('roll call', 'roll call'), ('secret ballot', 'secret ballot'), ('card vote', 'card vote'), ('no objection', 'no objection')], default='show of hands', max_length=20)),
                ('votes_for', models.PositiveIntegerField(default=0)),
                ('votes_against', models.PositiveIntegerField(default=0)),
                ('abstentions', models.PositiveIntegerField(default=0)),
                ('present', models.PositiveIntegerField(blank=True, null=True)),
                ('needed', models.PositiveIntegerField(blank=True, null=True)),
                ('referred_to', models.CharField(blank=True, max_length=200)),
                ('superseded', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField()),
                ('amendment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='amendments.amendment')),
            ],
            options={
                'ordering': ['document', 'entry__sequence'],
                'constraints': [models.CheckConstraint(condition=models.Q(('question__in', ['amendment', 'words', 'appeal', 'council', 'adoption'])), name='decision_question'), models.CheckConstraint(condition=models.Q(('outcome__in', ['pending', 'carried', 'lost', 'referred', 'fallen'])), name='decision_outcome'), models.CheckConstraint(condition=models.Q(('method__in', ['show of hands', 'roll call', 'secret ballot', 'card vote', 'no objection'])), name='decision_method'), models.CheckConstraint(condition=models.Q(('words__in', ['filed', 'advised'])), name='decision_words'), models.CheckConstraint(condition=models.Q(('outcome', 'pending'), _negated=True), name='decision_decides'), models.CheckConstraint(condition=models.Q(models.Q(('amendment__isnull', False), ('question', 'amendment')), models.Q(models.Q(('question', 'amendment'), _negated=True), ('amendment__isnull', True)), _connector='OR'), name='decision_is_about_its_question'), models.UniqueConstraint(condition=models.Q(('amendment__isnull', False), ('superseded', False)), fields=('amendment',), name='decision_one_standing_an_amendment'), models.CheckConstraint(condition=models.Q(('present__isnull', True), ('present__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('votes_for'), '+', models.F('votes_against')), '+', models.F('abstentions'))), _connector='OR'), name='decision_counts_no_more_than_present')],
            },
        ),
        migrations.CreateModel(
            name='Advice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minority', models.BooleanField(default=False)),
                ('recommendation', models.CharField(choices=[('none', 'no advice'), ('carry', 'carry'), ('carry as amended', 'carry as amended'), ('reject', 'reject'), ('refer', 'refer')], default='none', max_length=20)),
                ('reason', models.TextField(blank=True)),
                ('referred_to', models.CharField(blank=True, max_length=200)),
                ('about_digest', models.CharField(blank=True, default='', max_length=64)),
                ('work', models.JSONField(blank=True, default=amendments.models.advice.no_work)),
                ('edits', models.JSONField(blank=True, null=True)),
                ('edits_digest', models.CharField(blank=True, default='', max_length=64)),
                ('votes_for', models.PositiveIntegerField(blank=True, null=True)),
                ('votes_against', models.PositiveIntegerField(blank=True, null=True)),
                ('abstentions', models.PositiveIntegerField(blank=True, null=True)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('size', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('saved_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('superseded', models.BooleanField(default=False)),
                ('resolved', models.JSONField(blank=True, null=True)),
                ('rebase_state', models.CharField(choices=[('clean', 'unchanged'), ('shifted', 'shifted'), ('touching', 'touching'), ('conflicting', 'conflicting'), ('satisfied', 'satisfied'), ('gone', 'gone')], default='clean', max_length=20)),
                ('rebase_why', models.TextField(blank=True)),
                ('combined_digest', models.CharField(blank=True, default='', max_length=64)),
                ('confirmed_digest', models.CharField(blank=True, default='', max_length=64)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signers', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advices', to='amendments.amendment')),
                ('lost', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='advice', to='amendments.decision')),
            ],
            options={
                'verbose_name_plural': 'advice',
                'ordering': ['amendment', 'minority', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('recommendation__in', ['none', 'carry', 'carry as amended', 'reject', 'refer'])), name='advice_recommendation'), models.CheckConstraint(condition=models.Q(('rebase_state__in', ['clean', 'shifted', 'touching', 'conflicting', 'satisfied', 'gone'])), name='advice_rebase_state'), models.UniqueConstraint(condition=models.Q(('minority', False), ('published_at__isnull', True)), fields=('amendment',), name='advice_one_draft'), models.UniqueConstraint(condition=models.Q(('minority', True), ('published_at__isnull', True)), fields=('amendment', 'person'), name='advice_one_draft_of_a_minority'), models.UniqueConstraint(condition=models.Q(('minority', False), ('published_at__isnull', False), ('superseded', False)), fields=('amendment',), name='advice_one_standing'), models.UniqueConstraint(condition=models.Q(('minority', True), ('published_at__isnull', False), ('superseded', False)), fields=('amendment', 'person'), name='advice_one_standing_of_a_minority'), models.CheckConstraint(condition=models.Q(('superseded', False), ('published_at__isnull', False), _connector='OR'), name='advice_superseded_was_published'), models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('recommendation', 'carry as amended'), ('edits__isnull', True), _connector='OR'), name='advice_has_words_only_to_carry_amended'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by__isnull', True), ('confirmed_digest', '')), models.Q(models.Q(('confirmed_digest', ''), _negated=True), ('confirmed_by__isnull', False)), _connector='OR'), name='advice_confirmed_by_a_named_person')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(help_text='Its place in the series.')),
                ('slug', models.SlugField(max_length=80)),
                ('title', models.CharField(max_length=300)),
                ('stage', models.CharField(choices=[('drafting', 'drafting'), ('council', 'put to the council'), ('discussion', 'published for discussion'), ('closed', 'filing closed'), ('floor', 'on the floor'), ('adopted', 'adopted')], default='drafting', max_length=20)),
                ('filing_deadline', models.DateTimeField(blank=True, null=True)),
                ('head', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('seal', models.CharField(blank=True, default='', editable=False, help_text='The digest of the adopted text.', max_length=64)),
                ('approval', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.decision')),
                ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='amendments.congress')),
            ],
            options={
                'ordering': ['congress', 'number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ['drafting', 'council', 'discussion', 'closed', 'floor', 'adopted'])), name='document_stage'), models.UniqueConstraint(fields=('congress', 'number'), name='document_number_once_a_congress'), models.UniqueConstraint(fields=('congress', 'slug'), name='document_slug_once_a_congress'), models.CheckConstraint(condition=models.Q(models.Q(('stage', 'adopted'), models.Q(('seal', ''), _negated=True)), models.Q(models.Q(('stage', 'adopted'), _negated=True), ('seal', '')), _connector='OR'), name='document_sealed_when_adopted')],
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='amendments.document'),
        ),
        migrations.CreateModel(
            name='AmendmentRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(choices=[('touching', 'touching'), ('same', 'the same'), ('contained', 'contained'), ('conflicting', 'conflicting')], max_length=12)),
                ('high', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.amendment')),
                ('inner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.amendment')),
                ('low', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.amendment')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.document')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('relation__in', ['touching', 'same', 'contained', 'conflicting'])), name='relation_is_one'), models.UniqueConstraint(fields=('low', 'high'), name='relation_once_a_pair'), models.CheckConstraint(condition=models.Q(('low', models.F('high')), _negated=True), name='relation_of_two'), models.CheckConstraint(condition=models.Q(models.Q(('inner__isnull', False), ('relation', 'contained'), models.Q(('inner', models.F('low')), ('inner', models.F('high')), _connector='OR')), models.Q(models.Q(('relation', 'contained'), _negated=True), ('inner__isnull', True)), _connector='OR'), name='relation_names_the_contained')],
            },
        ),
        migrations.CreateModel(
            name='AmendmentPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(max_length=64)),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='amendments.amendment')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.document')),
            ],
            options={
                'indexes': [models.Index(fields=['document', 'uid'], name='amendment_place_by_uid')],
                'constraints': [models.UniqueConstraint(fields=('amendment', 'uid'), name='amendment_place_once')],
            },
        ),
        migrations.CreateModel(
            name='AmendmentMargin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(blank=True, max_length=64)),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='margins', to='amendments.amendment')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.document')),
            ],
            options={
                'indexes': [models.Index(fields=['document', 'uid'], name='amendment_margin_by_uid')],
                'constraints': [models.UniqueConstraint(fields=('amendment', 'uid'), name='amendment_margin_once')],
            },
        ),
        migrations.AddField(
            model_name='amendmentlist',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lists', to='amendments.document'),
        ),
        migrations.AddField(
            model_name='amendment',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='amendments.document'),
        ),
        migrations.CreateModel(
            name='AdvicePlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(max_length=64)),
                ('advice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='amendments.advice')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.document')),
            ],
            options={
                'indexes': [models.Index(fields=['document', 'uid'], name='advice_place_by_uid')],
                'constraints': [models.UniqueConstraint(fields=('advice', 'uid'), name='advice_place_once')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=40)),
                ('made_at', models.DateTimeField()),
                ('payload', models.TextField()),
                ('previous', models.CharField(blank=True, default='', max_length=64)),
                ('digest', models.CharField(blank=True, default='', max_length=64, unique=True)),
                ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='amendments.congress')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='amendments.document')),
            ],
            options={
                'verbose_name_plural': 'entries',
                'ordering': ['document', 'sequence'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('document__isnull', False)), fields=('document', 'sequence'), name='entry_once_in_a_document'), models.UniqueConstraint(condition=models.Q(('document__isnull', True)), fields=('congress', 'sequence'), name='entry_once_in_a_congress'), models.CheckConstraint(condition=models.Q(models.Q(('previous', ''), ('sequence', 1)), models.Q(('sequence__gt', 1), models.Q(('previous', ''), _negated=True)), _connector='OR'), name='entry_follows_another'), models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), _negated=True), models.Q(('payload', ''), _negated=True)), name='entry_is_not_empty')],
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='entry',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='amendments.entry'),
        ),
        migrations.AddField(
            model_name='amendmentlist',
            name='entry',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.entry'),
        ),
        migrations.AddField(
            model_name='advice',
            name='entry',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='advice', to='amendments.entry'),
        ),
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(choices=[('filed', 'as it was filed'), ('advised', 'in the committee’s words')], max_length=10)),
                ('made_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('ended', models.BooleanField(default=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('advice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='amendments.advice')),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='amendments.amendment')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.entry')),
            ],
            options={
                'ordering': ['amendment', 'made_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('words__in', ['filed', 'advised'])), name='acceptance_words'), models.UniqueConstraint(condition=models.Q(('ended', False)), fields=('amendment',), name='acceptance_one_standing'), models.CheckConstraint(condition=models.Q(('until__gte', models.F('made_at'))), name='acceptance_can_be_objected_to'), models.CheckConstraint(condition=models.Q(models.Q(('advice__isnull', False), ('words', 'advised')), models.Q(('advice__isnull', True), ('words', 'filed')), _connector='OR'), name='acceptance_is_of_words')],
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(blank=True, max_length=32)),
                ('wanted', models.BooleanField(default=True)),
                ('amendment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='amendments.amendment')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='amendments.body')),
                ('congress', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.congress')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.document')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['congress', 'document', 'uid'], name='follow_by_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('amendment__isnull', True), ('body__isnull', True), ('document__isnull', False), models.Q(('uid', ''), _negated=True)), models.Q(('amendment__isnull', False), ('body__isnull', True), ('document__isnull', True), ('uid', '')), models.Q(('amendment__isnull', True), ('body__isnull', False), ('document__isnull', True), ('uid', '')), _connector='OR'), name='follow_of_one_thing'), models.CheckConstraint(condition=models.Q(('wanted', True), ('amendment__isnull', False), _connector='OR'), name='follow_unwanted_of_amendments'), models.UniqueConstraint(condition=models.Q(('document__isnull', False)), fields=('person', 'document', 'uid'), name='follow_a_place_once'), models.UniqueConstraint(condition=models.Q(('amendment__isnull', False)), fields=('person', 'amendment'), name='follow_an_amendment_once'), models.UniqueConstraint(condition=models.Q(('body__isnull', False)), fields=('person', 'body'), name='follow_a_body_once')],
            },
        ),
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(max_length=60)),
                ('key', models.CharField(max_length=64)),
                ('result', models.BigIntegerField()),
                ('made_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'act', 'key'), name='idempotency_key_once'), models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='idempotency_key_is_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Looked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateTimeField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.document')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'document'), name='looked_once_a_document')],
            },
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('often', models.CharField(choices=[('at once', 'as it happens'), ('daily', 'once a day'), ('weekly', 'once a week'), ('never', 'never')], default='daily', max_length=10)),
                ('mine', models.BooleanField(default=True)),
                ('round', models.PositiveIntegerField(default=0)),
                ('told_until', models.DateTimeField(blank=True, null=True)),
                ('congress', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.congress')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mailings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('often__in', ['at once', 'daily', 'weekly', 'never'])), name='mailing_often'), models.UniqueConstraint(fields=('person', 'congress'), name='mailing_once_a_congress')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(blank=True, max_length=32)),
                ('words', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('amendment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.amendment')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='amendments.body')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.document')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['document', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(models.Q(('uid', ''), _negated=True), ('amendment__isnull', True)), models.Q(('amendment__isnull', False), ('uid', '')), _connector='OR'), name='note_on_a_place_or_an_amendment'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='note_says_something'), models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('person', 0), django.db.models.functions.comparison.Coalesce('body', 0), models.F('document'), models.F('uid'), django.db.models.functions.comparison.Coalesce('amendment', 0), name='note_once_a_thing')],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('acceptance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='amendments.acceptance')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.entry')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['acceptance', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('acceptance', 'person'), name='objection_once_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Outbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('payload', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
                ('delivered_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_error', models.TextField(blank=True)),
                ('congress', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.congress')),
                ('of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='told', to='amendments.outbox')),
                ('to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'outbox',
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('delivered_at__isnull', True)), fields=['id'], name='outbox_waiting'), models.Index(condition=models.Q(('to__isnull', True)), fields=['congress', 'made_at'], name='outbox_what_happened')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('of__isnull', False)), fields=('of', 'to'), name='outbox_told_once'), models.CheckConstraint(condition=models.Q(('of__isnull', True), ('to__isnull', False), _connector='OR'), name='outbox_told_to_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('application/pdf', 'PDF'), ('image/jpeg', 'JPEG picture'), ('image/png', 'PNG picture')], max_length=20)),
                ('data', models.BinaryField()),
                ('size', models.PositiveIntegerField()),
                ('digest', models.CharField(blank=True, default='', max_length=64)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='amendments.amendment')),
            ],
            options={
                'ordering': ['amendment', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['application/pdf', 'image/jpeg', 'image/png'])), name='paper_kind'), models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), _negated=True), ('size__gt', 0)), name='paper_is_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='PeopleList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('data', models.BinaryField()),
                ('table', models.JSONField(default=dict)),
                ('settings', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
                ('congress', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.congress')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('congress', 'person'), name='people_list_one_a_person_and_congress')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('for', 'for'), ('against', 'against'), ('question', 'a question')], max_length=10)),
                ('words', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(blank=True, null=True)),
                ('written_at', models.DateTimeField()),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('hidden', models.BooleanField(default=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL)),
                ('reply_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='amendments.post')),
            ],
            options={
                'ordering': ['thread', 'pk'],
                'indexes': [models.Index(fields=['person', 'written_at'], name='post_of_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('side__in', ['for', 'against', 'question'])), name='post_side'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('words', ''), _negated=True), ('deleted_at__isnull', True)), models.Q(('deleted_at__isnull', False), ('words', '')), _connector='OR'), name='post_says_something_until_deleted'), models.CheckConstraint(condition=models.Q(('reply_to__isnull', True), models.Q(('reply_to', models.F('id')), _negated=True), _connector='OR'), name='post_replies_to_another')],
            },
        ),
        migrations.CreateModel(
            name='Moderation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('of_committee', models.BooleanField()),
                ('done', models.CharField(choices=[('hidden', 'hidden'), ('shown', 'shown again'), ('left', 'left as it is')], max_length=10)),
                ('reason', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moderations', to='amendments.post')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('done__in', ['hidden', 'shown', 'left'])), name='moderation_done'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='moderation_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Pull',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('ended', models.BooleanField(default=False)),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pulls', to='amendments.amendment')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.entry')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['amendment', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended', False)), fields=('amendment',), name='pull_one_standing')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('drafting', 'drafting'), ('council', 'put to the council'), ('discussion', 'published for discussion'), ('closed', 'filing closed'), ('floor', 'on the floor'), ('adopted', 'adopted')], max_length=20)),
                ('audience', models.CharField(choices=[('committee', 'the drafting committee'), ('delegates', 'delegates'), ('members', 'members'), ('everyone', 'everyone')], max_length=20)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='amendments.document')),
            ],
            options={
                'ordering': ['document', 'stage'],
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ['drafting', 'council', 'discussion', 'closed', 'floor', 'adopted'])), name='reading_stage'), models.CheckConstraint(condition=models.Q(('audience__in', ['committee', 'delegates', 'members', 'everyone'])), name='reading_audience'), models.UniqueConstraint(fields=('document', 'stage'), name='reading_once_a_stage')],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('of_committee', models.BooleanField()),
                ('words', models.TextField()),
                ('said_at', models.DateTimeField()),
                ('correction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='amendments.correction')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['correction', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='remark_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(blank=True, max_length=500)),
                ('reported_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='amendments.post')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('post', 'person'), name='report_once_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('digest', models.CharField(blank=True, default='', max_length=64)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='amendments.document')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='revision', to='amendments.entry')),
            ],
            options={
                'ordering': ['document', 'number'],
                'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='revision_number_once_a_document'), models.CheckConstraint(condition=models.Q(('digest', ''), _negated=True), name='revision_has_digest')],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='revision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.revision'),
        ),
        migrations.CreateModel(
            name='HistoricalAmendment',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('edits_digest', models.CharField(blank=True, default='', max_length=64)),
                ('met_on', models.DateField(blank=True, help_text='When the body that moves it passed it.', null=True)),
                ('met_for', models.PositiveIntegerField(blank=True, null=True)),
                ('met_against', models.PositiveIntegerField(blank=True, null=True)),
                ('filed_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('primary_version', models.PositiveIntegerField(blank=True, help_text='The version of it that this one amends.', null=True)),
                ('state', models.CharField(choices=[('filed', 'filed'), ('withdrawn', 'withdrawn'), ('taken over', 'taken over')], default='filed', max_length=20)),
                ('admissibility', models.CharField(choices=[('none', 'not ruled on'), ('in order', 'in order'), ('out of order', 'out of order')], default='none', max_length=20)),
                ('backing', models.CharField(choices=[('open', 'not judged'), ('short', 'too few supporters'), ('waived', 'let in by leave')], default='open', max_length=20)),
                ('recommendation', models.CharField(choices=[('none', 'no advice'), ('carry', 'carry'), ('carry as amended', 'carry as amended'), ('reject', 'reject'), ('refer', 'refer')], default='none', max_length=20)),
                ('decision', models.CharField(choices=[('pending', 'pending'), ('carried', 'carried'), ('lost', 'lost'), ('referred', 'referred'), ('fallen', 'fallen')], default='pending', max_length=20)),
                ('visibility', models.CharField(choices=[('readers', 'all who may read the document'), ('committee', 'the mover and the committee')], default='readers', max_length=20)),
                ('rest', models.CharField(choices=[('none', 'by itself'), ('composite', 'in a composite')], default='none', max_length=20)),
                ('rebase_state', models.CharField(choices=[('clean', 'unchanged'), ('shifted', 'shifted'), ('touching', 'touching'), ('conflicting', 'conflicting'), ('satisfied', 'satisfied'), ('gone', 'gone')], default='clean', max_length=20)),
                ('rebase_why', models.TextField(blank=True)),
                ('resolved', models.JSONField()),
                ('combined_digest', models.CharField(blank=True, default='', max_length=64)),
                ('confirmed_digest', models.CharField(blank=True, default='', max_length=64)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('congress', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='amendments.congress')),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='amendments.document')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.entry')),
                ('fallen_because', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='amendments.amendment')),
                ('filed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('listed', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='amendments.amendmentlist')),
                ('mover_body', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='amendments.body')),
                ('mover_person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('primary', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='amendments.amendment')),
                ('rests_in', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='amendments.amendment')),
                ('base_revision', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='amendments.revision')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.revision')),
            ],
            options={
                'verbose_name': 'historical amendment',
                'verbose_name_plural': 'historical amendments',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('work', models.JSONField(default=dict)),
                ('saved_at', models.DateTimeField()),
                ('amends', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.amendment')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.document')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
                ('revises', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.amendment')),
                ('base_revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='amendments.revision')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('amends__isnull', True), ('revises__isnull', True)), fields=('person', 'document'), name='draft_one_a_person_and_document'), models.UniqueConstraint(condition=models.Q(('amends__isnull', False)), fields=('person', 'amends'), name='draft_one_a_person_and_primary'), models.UniqueConstraint(condition=models.Q(('revises__isnull', False)), fields=('person', 'revises'), name='draft_one_a_person_and_amendment')],
            },
        ),
        migrations.AddField(
            model_name='document',
            name='current_revision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.revision'),
        ),
        migrations.AddField(
            model_name='document',
            name='published_revision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.revision'),
        ),
        migrations.CreateModel(
            name='Composite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('edits', models.JSONField()),
                ('edits_digest', models.CharField(blank=True, default='', max_length=64)),
                ('about', models.CharField(blank=True, max_length=200)),
                ('reason', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('amendment', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='composite', to='amendments.amendment')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='composites', to='amendments.document')),
                ('base_revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.revision')),
            ],
            options={
                'ordering': ['document', 'number'],
                'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='composite_number_once_a_document'), models.CheckConstraint(condition=models.Q(('amendment__isnull', True), ('ended_at__isnull', True), _connector='OR'), name='composite_ends_or_stands')],
            },
        ),
        migrations.AddField(
            model_name='amendment',
            name='base_revision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.revision'),
        ),
        migrations.AddField(
            model_name='advice',
            name='base_revision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.revision'),
        ),
        migrations.CreateModel(
            name='Ruling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('in order', 'in order'), ('out of order', 'out of order'), ('kept', 'does not fall'), ('taken in', 'takes in further places'), ('sent back', 'goes back to the committee'), ('override', 'otherwise than the standing orders say')], max_length=20)),
                ('reason', models.TextField()),
                ('rule', models.CharField(blank=True, help_text='The name of the standing order that it departs from.', max_length=60)),
                ('allows', models.CharField(blank=True, help_text='What is allowed, in words.', max_length=300)),
                ('made_at', models.DateTimeField()),
                ('amendment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rulings', to='amendments.amendment')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rulings', to='amendments.document')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ruling', to='amendments.entry')),
            ],
            options={
                'ordering': ['document', 'entry__sequence'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['in order', 'out of order', 'kept', 'taken in', 'sent back', 'override'])), name='ruling_kind'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='ruling_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateTimeField()),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='leaves', to='amendments.body')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leaves', to='amendments.document')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='leaves', to=settings.AUTH_USER_MODEL)),
                ('used_on', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='late_by', to='amendments.amendment')),
                ('ruling', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='leave', to='amendments.ruling')),
            ],
            options={
                'ordering': ['document', 'until'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', True), ('person__isnull', False)), models.Q(('body__isnull', False), ('person__isnull', True)), _connector='OR'), name='leave_to_person_or_body')],
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('heard_by', models.CharField(choices=[('nobody', 'nobody: what the committee rules is final'), ('council', 'the council'), ('congress', 'the congress')], max_length=10)),
                ('outcome', models.CharField(choices=[('pending', 'to be heard'), ('upheld', 'the ruling is upheld'), ('overturned', 'the ruling is overturned')], default='pending', max_length=10)),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='amendments.amendment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='amendments.decision')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='amendments.entry')),
                ('ruling', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='amendments.ruling')),
            ],
            options={
                'ordering': ['amendment', 'made_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('heard_by__in', ['nobody', 'council', 'congress'])), name='appeal_heard_by'), models.CheckConstraint(condition=models.Q(('outcome__in', ['pending', 'upheld', 'overturned'])), name='appeal_outcome'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='appeal_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('decision__isnull', True), ('outcome', 'pending')), models.Q(models.Q(('outcome', 'pending'), _negated=True), ('decision__isnull', False)), _connector='OR'), name='appeal_decided_by_a_vote')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('committee', 'drafting committee'), ('council', 'council'), ('chair', 'chair'), ('secretary', 'secretary'), ('teller', 'teller'), ('delegate', 'delegate'), ('member', 'member')], max_length=20)),
                ('speaks_for_body', models.BooleanField(default=False)),
                ('number', models.PositiveIntegerField(blank=True, null=True)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('why', models.CharField(blank=True, help_text='Why it was handed over, for the record.', max_length=300)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='amendments.body')),
                ('congress', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='amendments.congress')),
                ('handed_from', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handed_to', to='amendments.seat')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['congress', 'role', 'number', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['committee', 'council', 'chair', 'secretary', 'teller', 'delegate', 'member'])), name='seat_role'), models.CheckConstraint(condition=models.Q(('speaks_for_body', False), ('body__isnull', False), _connector='OR'), name='seat_speaks_only_for_its_body'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='seat_since_before_until'), models.UniqueConstraint(condition=models.Q(('body__isnull', False), ('until__isnull', True)), fields=('congress', 'person', 'role', 'body'), name='seat_once_in_a_body'), models.UniqueConstraint(condition=models.Q(('body__isnull', True), ('until__isnull', True)), fields=('congress', 'person', 'role'), name='seat_once_without_body'), models.UniqueConstraint(condition=models.Q(('number__isnull', False), ('until__isnull', True)), fields=('congress', 'role', 'number'), name='seat_number_held_once')],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='seat',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.seat'),
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=amendments.models.fields.new_uid, editable=False, max_length=32, unique=True)),
                ('label', models.CharField(blank=True, max_length=60)),
                ('title', models.TextField(blank=True)),
                ('tokens', models.JSONField(blank=True, default=amendments.models.fields.no_tokens)),
                ('position', models.BigIntegerField()),
                ('struck', models.BooleanField(default=False)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='amendments.document')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='amendments.section')),
            ],
            options={
                'ordering': ['document', 'position'],
                'constraints': [models.UniqueConstraint(fields=('document', 'position'), name='section_position_once_a_document'), models.CheckConstraint(condition=models.Q(('uid', ''), _negated=True), name='section_has_uid')],
            },
        ),
        migrations.CreateModel(
            name='Paragraph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=amendments.models.fields.new_uid, editable=False, max_length=32, unique=True)),
                ('label', models.CharField(blank=True, max_length=60)),
                ('text', models.TextField(blank=True)),
                ('tokens', models.JSONField(blank=True, default=amendments.models.fields.no_tokens)),
                ('digest', models.CharField(blank=True, default='', max_length=64)),
                ('position', models.BigIntegerField()),
                ('struck', models.BooleanField(default=False)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paragraphs', to='amendments.document')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='paragraphs', to='amendments.section')),
            ],
            options={
                'ordering': ['document', 'position'],
                'constraints': [models.UniqueConstraint(fields=('document', 'position'), name='paragraph_position_once_a_document'), models.CheckConstraint(condition=models.Q(models.Q(('uid', ''), _negated=True), models.Q(('digest', ''), _negated=True)), name='paragraph_has_uid_and_digest')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalSection',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('uid', models.CharField(db_index=True, default=amendments.models.fields.new_uid, editable=False, max_length=32)),
                ('label', models.CharField(blank=True, max_length=60)),
                ('title', models.TextField(blank=True)),
                ('tokens', models.JSONField(blank=True, default=amendments.models.fields.no_tokens)),
                ('position', models.BigIntegerField()),
                ('struck', models.BooleanField(default=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='amendments.document')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.revision')),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='amendments.section')),
            ],
            options={
                'verbose_name': 'historical section',
                'verbose_name_plural': 'historical sections',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalParagraph',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('uid', models.CharField(db_index=True, default=amendments.models.fields.new_uid, editable=False, max_length=32)),
                ('label', models.CharField(blank=True, max_length=60)),
                ('text', models.TextField(blank=True)),
                ('tokens', models.JSONField(blank=True, default=amendments.models.fields.no_tokens)),
                ('digest', models.CharField(blank=True, default='', max_length=64)),
                ('position', models.BigIntegerField()),
                ('struck', models.BooleanField(default=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='amendments.document')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.revision')),
                ('section', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='amendments.section')),
            ],
            options={
                'verbose_name': 'historical paragraph',
                'verbose_name_plural': 'historical paragraphs',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='StandingOrders',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, help_text='The standing orders in words, as people read them.')),
                ('filing_days', models.PositiveSmallIntegerField(default=42, help_text='How many days members have to file amendments after a document is published, unless a date is set.')),
                ('supporters_needed', models.PositiveSmallIntegerField(default=0, help_text='How many people must sign an amendment before it goes to the congress. 0: the mover is enough.')),
                ('supporters_are', models.CharField(choices=[('members', 'every member of the congress'), ('delegates', 'delegates')], default='members', help_text='Who may sign an amendment.', max_length=10)),
                ('movers_sign', models.BooleanField(default=False, help_text='Whether the mover and those who move it together count among the people who must sign.')),
                ('body_is_enough', models.BooleanField(default=True, help_text='Whether one body that passed an amendment at a quorate meeting stands for all signatures.')),
                ('body_quorum', models.PositiveSmallIntegerField(default=0, help_text='How many must have voted at a body’s meeting for it to be quorate. 0: each body’s own rules decide that.')),
                ('support_renewal', models.CharField(choices=[('stays', 'it stays, unless the supporter leaves'), ('renewed', 'it must be given again')], default='stays', help_text='What becomes of a signature when the mover files a new version. Supporters are told in either case.', max_length=10)),
                ('supporter_names', models.CharField(choices=[('office', 'the drafting committee, the chair and the secretary'), ('members', 'members of the congress'), ('readers', 'whoever may read the amendment')], default='members', help_text='Who may read the names of those who signed. The others read how many they are.', max_length=10)),
                ('short_let_in', models.BooleanField(default=True, help_text='Whether the committee may let in an amendment that has too few signatures, with a reason on record.')),
                ('late_filing', models.BooleanField(default=False, help_text='Whether the committee may let in an amendment after the deadline, with a reason on record.')),
                ('revising_allowed', models.BooleanField(default=True, help_text='Whether a mover may file a new version of an amendment until filing closes.')),
                ('floor_amendments', models.BooleanField(default=False, help_text='Whether delegates may move amendments when the document is already on the floor.')),
                ('screening', models.BooleanField(default=False, help_text='Whether only its mover and the committee see an amendment until the committee publishes it. Otherwise whoever reads the document sees it at once.')),
                ('out_of_order_reasons', models.TextField(blank=True, default='Not germane: it is about something else\nIt only reverses the text\nIt asks for what the text says already', help_text='The reasons to choose from when an amendment is ruled out of order, one a line. Free words can be added.')),
                ('correction_days', models.PositiveSmallIntegerField(default=0, help_text='How many days a mover has to answer when the committee asks for a correction. 0: no day is set.')),
                ('appeals', models.CharField(choices=[('nobody', 'nobody: what the committee rules is final'), ('council', 'the council'), ('congress', 'the congress')], default='congress', help_text='Who hears the appeal of a mover whose amendment was ruled out of order.', max_length=10)),
                ('appeal_days', models.PositiveSmallIntegerField(default=7, help_text='How many days after the ruling a mover may appeal against it. 0: until the congress closes.')),
                ('committee_accepts', models.BooleanField(default=False, help_text='Whether the drafting committee may accept an amendment as it was filed, without a vote if nobody objects.')),
                ('mover_agrees', models.BooleanField(default=False, help_text='Whether a mover may agree to the committee’s words instead of their own, without a vote if nobody objects.')),
                ('objectors', models.CharField(choices=[('delegates', 'any delegate'), ('members', 'any member')], default='delegates', help_text='Who may object to what was accepted. One objection forces a vote.', max_length=10)),
                ('objection_days', models.PositiveSmallIntegerField(default=7, help_text='How many days there are to object. Afterwards only the congress itself can pull it out.')),
                ('composers', models.CharField(choices=[('committee', 'the drafting committee'), ('members', 'any member of the congress')], default='committee', help_text='Who may propose a composite. It stands in the vote once the mover of each amendment in it has signed.', max_length=10)),
                ('discussion', models.BooleanField(default=True, help_text='Whether members discuss paragraphs and amendments here. What was written before stays readable.')),
                ('discussion_names', models.CharField(choices=[('office', 'the drafting committee, the chair and the secretary'), ('members', 'members of the congress'), ('readers', 'whoever may read the amendment')], default='members', help_text='Who reads the names of those who write in the discussion. The others read in which seat they wrote.', max_length=10)),
                ('discussion_edit_minutes', models.PositiveSmallIntegerField(default=15, help_text='For how many minutes what one wrote in the discussion can be changed. It can always be deleted.')),
                ('discussion_hourly', models.PositiveSmallIntegerField(default=20, help_text='How often one person may write in the discussion within an hour. 0: no limit is set.')),
                ('amendment_numerator', models.PositiveSmallIntegerField(default=1, help_text='An amendment needs this many parts …')),
                ('amendment_denominator', models.PositiveSmallIntegerField(default=2, help_text='… of so many. 1 of 2 means more than half.')),
                ('amendment_base', models.CharField(choices=[('cast', 'votes for and against'), ('present', 'all who are present'), ('seats', 'all seats')], default='cast', help_text="What an amendment's majority is counted from.", max_length=10)),
                ('final_numerator', models.PositiveSmallIntegerField(default=1, help_text='The text as a whole needs this many parts …')),
                ('final_denominator', models.PositiveSmallIntegerField(default=2, help_text='… of so many. 2 of 3 means two thirds or more.')),
                ('final_base', models.CharField(choices=[('cast', 'votes for and against'), ('present', 'all who are present'), ('seats', 'all seats')], default='cast', help_text="What the final vote's majority is counted from.", max_length=10)),
                ('en_bloc', models.CharField(choices=[('first', 'before all other questions'), ('last', 'after all other questions'), ('none', 'never: every amendment gets a vote of its own')], default='first', help_text='When the amendments that the committee recommends and nobody contests are put, in one vote.', max_length=10)),
                ('pull_out_reasons', models.BooleanField(default=False, help_text='Whether a delegate who pulls an amendment out of the en bloc list must give a reason.')),
                ('ties', models.CharField(choices=[('lost', 'a tie loses'), ('chair', 'the chair decides a tie')], default='lost', help_text='What happens when as many vote for as against.', max_length=10)),
                ('quorum', models.PositiveIntegerField(default=0, help_text='How many must be present for a vote to count. 0: no number is asked for.')),
                ('invitation_days', models.PositiveSmallIntegerField(default=14, help_text='For how many days the link in an invitation works. It works once.')),
                ('congress', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='orders', to='amendments.congress')),
            ],
            options={
                'verbose_name_plural': 'standing orders',
                'constraints': [models.CheckConstraint(condition=models.Q(('amendment_base__in', ['cast', 'present', 'seats'])), name='orders_amendment_base'), models.CheckConstraint(condition=models.Q(('final_base__in', ['cast', 'present', 'seats'])), name='orders_final_base'), models.CheckConstraint(condition=models.Q(('ties__in', ['lost', 'chair'])), name='orders_ties'), models.CheckConstraint(condition=models.Q(('en_bloc__in', ['first', 'last', 'none'])), name='orders_en_bloc'), models.CheckConstraint(condition=models.Q(('appeals__in', ['nobody', 'council', 'congress'])), name='orders_appeals'), models.CheckConstraint(condition=models.Q(('discussion_names__in', ['office', 'members', 'readers'])), name='orders_discussion_names'), models.CheckConstraint(condition=models.Q(('objectors__in', ['delegates', 'members'])), name='orders_objectors'), models.CheckConstraint(condition=models.Q(('composers__in', ['committee', 'members'])), name='orders_composers'), models.CheckConstraint(condition=models.Q(('amendment_numerator__gte', 1), ('amendment_numerator__lte', models.F('amendment_denominator')), ('final_numerator__gte', 1), ('final_numerator__lte', models.F('final_denominator'))), name='orders_majorities_are_fractions')],
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('met_on', models.DateField(blank=True, null=True)),
                ('met_for', models.PositiveIntegerField(blank=True, null=True)),
                ('met_against', models.PositiveIntegerField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('signed_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supports', to='amendments.amendment')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supports', to='amendments.body')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supports', to=settings.AUTH_USER_MODEL)),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['amendment', 'signed_at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('withdrawn_at__isnull', True)), fields=['amendment'], name='support_standing')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', True), ('person__isnull', False)), models.Q(('body__isnull', False), ('person__isnull', True)), _connector='OR'), name='support_of_person_or_body'), models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', True), ('met_against__isnull', True), ('met_for__isnull', True), ('met_on__isnull', True)), models.Q(('body__isnull', False), ('met_against__isnull', False), ('met_for__isnull', False), ('met_on__isnull', False)), _connector='OR'), name='support_of_a_body_has_its_meeting'), models.UniqueConstraint(condition=models.Q(('person__isnull', False), ('withdrawn_at__isnull', True)), fields=('amendment', 'person'), name='support_once_a_person'), models.UniqueConstraint(condition=models.Q(('body__isnull', False), ('withdrawn_at__isnull', True)), fields=('amendment', 'body'), name='support_once_a_body')],
            },
        ),
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(blank=True, max_length=32)),
                ('amendment', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='thread', to='amendments.amendment')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='threads', to='amendments.document')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(models.Q(('uid', ''), _negated=True), ('amendment__isnull', True)), models.Q(('amendment__isnull', False), ('uid', '')), _connector='OR'), name='thread_on_a_place_or_an_amendment'), models.UniqueConstraint(condition=models.Q(('amendment__isnull', True)), fields=('document', 'uid'), name='thread_once_a_place')],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='thread',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='amendments.thread'),
        ),
        migrations.CreateModel(
            name='Throughout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('old', models.TextField()),
                ('new', models.TextField()),
                ('exactly', models.BooleanField(default=False)),
                ('filed', models.PositiveIntegerField()),
                ('standing', models.JSONField(default=amendments.models.throughout.no_places)),
                ('dropped', models.JSONField(default=amendments.models.throughout.none_dropped)),
                ('amendment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='throughout', to='amendments.amendment')),
            ],
            options={
                'verbose_name_plural': 'throughout',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('old', ''), _negated=True), models.Q(('new', ''), _negated=True), ('filed__gte', 1)), name='throughout_says_what')],
            },
        ),
        migrations.CreateModel(
            name='Tries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bucket', models.CharField(max_length=64, unique=True)),
                ('day', models.DateField()),
                ('count', models.PositiveIntegerField(default=0)),
                ('until', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'tries',
                'indexes': [models.Index(fields=['day'], name='tries_by_day')],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('edits', models.JSONField()),
                ('edits_digest', models.CharField(blank=True, default='', max_length=64)),
                ('about', models.CharField(blank=True, max_length=200)),
                ('reason', models.TextField(blank=True)),
                ('filed_at', models.DateTimeField()),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='amendments.amendment')),
                ('base_revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.revision')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.entry')),
                ('filed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['amendment', 'number'],
                'constraints': [models.UniqueConstraint(fields=('amendment', 'number'), name='version_number_once_an_amendment'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='version_counts_from_one')],
            },
        ),
        migrations.CreateModel(
            name='VotingItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.BigIntegerField()),
                ('proposed', models.PositiveIntegerField()),
                ('why', models.TextField()),
                ('en_bloc', models.BooleanField(default=False)),
                ('words', models.CharField(choices=[('filed', 'as it was filed'), ('advised', 'in the committee’s words')], default='filed', max_length=10)),
                ('digest', models.CharField(max_length=64)),
                ('open', models.BooleanField(default=True)),
                ('amendment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='voting_item', to='amendments.amendment')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voting_items', to='amendments.document')),
            ],
            options={
                'ordering': ['document', 'position'],
                'indexes': [models.Index(fields=['document', 'position'], name='voting_item_in_its_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(('words__in', ['filed', 'advised'])), name='voting_item_words')],
            },
        ),
        migrations.CreateModel(
            name='VotingList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('news', models.JSONField(blank=True, default=amendments.models.voting.nothing)),
                ('fixed', models.JSONField(blank=True, null=True)),
                ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='voting_list', to='amendments.document')),
                ('entry', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.entry')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('entry__isnull', True), ('fixed__isnull', True)), models.Q(('entry__isnull', False), ('fixed__isnull', False)), _connector='OR'), name='voting_list_fixed_by_an_entry')],
            },
        ),
        migrations.CreateModel(
            name='VotingMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was', models.PositiveIntegerField()),
                ('place', models.PositiveIntegerField()),
                ('reason', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('ended', models.BooleanField(default=False)),
                ('after', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.amendment')),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voting_moves', to='amendments.amendment')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.entry')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['amendment', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended', False)), fields=('amendment',), name='voting_move_one_standing'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='voting_move_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='CoMover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('named_at', models.DateTimeField()),
                ('answer', models.CharField(choices=[('asked', 'asked'), ('confirmed', 'confirmed'), ('declined', 'declined'), ('left', 'left'), ('taken back', 'taken back')], default='asked', max_length=20)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='co_movers', to='amendments.amendment')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='co_moved', to='amendments.body')),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='co_moved', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['amendment', 'named_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('answer__in', ['asked', 'confirmed', 'declined', 'left', 'taken back'])), name='co_mover_answer'), models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', True), ('person__isnull', False)), models.Q(('body__isnull', False), ('person__isnull', True)), _connector='OR'), name='co_mover_is_person_or_body'), models.UniqueConstraint(condition=models.Q(('answer__in', ['asked', 'confirmed']), ('person__isnull', False)), fields=('amendment', 'person'), name='co_mover_once_a_person'), models.UniqueConstraint(condition=models.Q(('answer__in', ['asked', 'confirmed']), ('body__isnull', False)), fields=('amendment', 'body'), name='co_mover_once_a_body')],
            },
        ),
        migrations.CreateModel(
            name='CompositeSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('answer', models.CharField(choices=[('asked', 'asked'), ('signed', 'signed off'), ('declined', 'declined')], default='asked', max_length=20)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken_into', to='amendments.amendment')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('composite', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='amendments.composite')),
                ('mover_body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='amendments.body')),
                ('mover_person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['composite', 'amendment__number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('answer__in', ['asked', 'signed', 'declined'])), name='composite_source_answer'), models.UniqueConstraint(fields=('composite', 'amendment'), name='composite_source_once'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'asked'), ('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(models.Q(('answer', 'asked'), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='composite_source_answered_by_somebody')],
            },
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome', 'carried'), ('question', 'adoption'), ('superseded', False)), fields=('document',), name='decision_adopted_once'),
        ),
        migrations.AddConstraint(
            model_name='amendmentlist',
            constraint=models.UniqueConstraint(fields=('document', 'number'), name='list_number_once_a_document'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage__in', ['discussion', 'closed', 'floor', 'adopted']), _negated=True), models.Q(('current_revision__isnull', False), ('published_revision__isnull', False)), _connector='OR'), name='document_out_has_published_text'),
        ),
        migrations.AddIndex(
            model_name='amendment',
            index=models.Index(fields=['document', 'decision', 'state'], name='amendment_open_of_document'),
        ),
        migrations.AddConstraint(
            model_name='advice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entry__isnull', True), ('published_at__isnull', True)), models.Q(('entry__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='advice_published_on_record'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('reply_to__isnull', True)), fields=['thread', 'side', 'id'], name='post_of_thread'),
        ),
        migrations.CreateModel(
            name='AmendmentWords',
            fields=[
                ('amendment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='found_by', serialize=False, to='amendments.amendment')),
                ('words', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=80)),
                ('amendments', models.ManyToManyField(blank=True, related_name='tags', to='amendments.amendment')),
                ('congress', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='amendments.congress')),
            ],
            options={
                'ordering': ['congress', 'key'],
                'constraints': [models.UniqueConstraint(fields=('congress', 'key'), name='tag_once_a_congress'), models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='tag_has_words')],
            },
        ),
        migrations.RunPython(forbid, allow),
        migrations.RunPython(index, unindex),
    ]
