from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('amendments', '0003_credentials_of_a_congress'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='decision', name='decision_question'),
        migrations.RemoveConstraint(model_name='decision', name='decision_is_about_its_question'),
        migrations.RemoveConstraint(model_name='decision', name='decision_adopted_once'),
        migrations.RenameField(model_name='decision', old_name='question', new_name='matter'),
    ]
