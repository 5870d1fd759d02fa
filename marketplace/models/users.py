"""People: an account is an e-mail address."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cms.languages import DATA_LANGUAGE_CHOICES, DATA_LANGUAGES
from cms.models.constraints import known_values


class UserManager(BaseUserManager["User"]):
    """Creates accounts; addresses are compared without regard to case."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        """An ordinary account. ``ValueError`` where no address is given."""
        if not email:
            raise ValueError("An account needs an e-mail address")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> User:
        """An administrator."""
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, email: str | None) -> User:
        """The account of an address, in whatever case it was typed."""
        return self.get(email=(email or "").lower())


class User(AbstractUser):
    """A person who signs in with an e-mail address."""

    username = None
    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(
        _("working language"), max_length=8, choices=DATA_LANGUAGE_CHOICES, default="en"
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_in_small_letters",
                violation_error_message=_("An address is kept in small letters."),
            ),
            known_values("user_known_values", language=DATA_LANGUAGES),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def clean(self) -> None:
        """Write the address in small letters, as it is looked up when its owner signs in."""
        super().clean()
        self.email = self.email.lower()
