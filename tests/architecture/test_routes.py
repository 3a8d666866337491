"""Every route is guarded, on purpose."""

import re

import pytest
from flask import Flask

from tests.pages.reader import Reader

pytestmark = pytest.mark.one_database

# Open to all: files that hold nothing of a case, the one-time link, and Flask-Security's own.
OPEN = {"static", "web.font", "accounts.welcome", "security.login", "security.logout"}
# Guarded by Flask-Security itself.
ITS_OWN = {"security.change_password"}
# Left on by Flask-Security for programs that sign in with tokens, which nobody can get here.
PARTS = re.compile(r"<(?:[^:<>]+(?:\([^)]*\))?:)?[^<>]+>")


def test_every_view_names_the_permission_it_needs(app: Flask) -> None:
    unguarded = {
        endpoint
        for endpoint, view in app.view_functions.items()
        if not hasattr(view, "permission") and endpoint not in OPEN | ITS_OWN
    }
    assert unguarded == set()


def test_a_stranger_is_sent_to_sign_in_from_every_other_address(
    app: Flask, stranger: Reader
) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPEN:
            continue
        address = PARTS.sub("1", rule.rule)
        methods = (rule.methods or set()) & {"GET", "POST"}
        for method in methods:
            response = stranger.client.open(address, method=method)
            assert response.status_code in (302, 401, 404, 405, 415), (method, address)
            if response.status_code == 302:
                assert response.location.startswith("/sign-in"), (method, address)


def test_no_address_changes_anything_by_reading(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        words = set(rule.rule.split("/"))
        if words & {"removal", "restoration", "submission", "reopening", "insufficient"}:
            assert "GET" not in (rule.methods or set()), rule.rule
