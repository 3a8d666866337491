"""What a browser is told about every answer, and which requests are refused unread."""

from urllib.parse import quote

from flask import Flask, Response, abort, render_template, request

# No inline script or style anywhere, and no script that writes markup (security.md C03).
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # "no-referrer" would make browsers send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# How a browser marks a link that it follows from another site.
FOLLOWED = {
    "Sec-Fetch-Site": "cross-site",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
}
CACHED = frozenset({"static", "web.font"})


def init_app(app: Flask, *, tls: bool) -> None:
    """Set the headers on every answer, errors included; a view may set a stricter one."""

    @app.before_request
    def refuse_other_sites() -> None:
        """Refuse a change that another site's page asks for (security.md C02)."""
        origin = request.headers.get("Sec-Fetch-Site", "none")
        if request.method in UNSAFE and origin not in ("same-origin", "none"):
            abort(403)

    app.before_request(_ask_again)

    @app.after_request
    def set_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if tls:
            response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        if request.endpoint in CACHED and response.status_code < 400:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        else:
            response.headers["Cache-Control"] = "no-store"
        return response


def _ask_again() -> str | None:
    """Let a browser that follows another site's link ask again by itself.

    With such a request it keeps the session's cookie back, so that the person looks signed out,
    and a cookie set in answer would take the place of the good one.
    """
    is_followed = {name: request.headers.get(name) for name in FOLLOWED} == FOLLOWED
    if request.method != "GET" or not is_followed or request.endpoint in CACHED:
        return None
    # Never "//…", which would be another host; and said in full, for the address that the
    # browser shows may have a "#…", which it would look up on this page.
    address = "/" + quote(request.path.lstrip("/"))
    query = request.query_string.decode("latin-1")
    return render_template("ask_again.html", address=f"{address}?{query}" if query else address)
