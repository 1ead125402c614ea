
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('requests', '0015_clock_states'),
    ]

    operations = [
        migrations.CreateModel(
            name='IdentityCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holds', models.BooleanField()),
                ('why', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='identity_check', to='requests.request')),
            ],
            options={
                'verbose_name': '身份认证核验',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('holds', True), ('why', '')), models.Q(('holds', False), models.Q(('why', ''), _negated=True)), _connector='OR'), name='identity_check_says_why')],
            },
        ),
    ]
