"""What anyone may open: the door, the overview, the text, the rules."""

from django.urls import path

from amendments.views import amendment, door, following, orders, own, public, rivals, search, text, versions, what_if

urlpatterns = [
    path("", public.home, name="home"),
    path("sign-in/", door.sign_in, name="sign-in"),
    path("sign-in/code/", door.sign_in_by_code, name="sign-in-by-code"),
    path("sign-in/link/", door.sign_in_by_link, name="sign-in-by-link"),
    path("sign-in/as/", door.sign_in_as, name="sign-in-as"),
    path("password/", own.password, name="password"),
    path("sign-out/", door.sign_out, name="sign-out"),
    path("unsubscribe/<str:token>/", following.unsubscribe, name="unsubscribe"),
    path("rules/", public.rules, name="rules"),
    path("c/<slug:congress>/", public.congress, name="congress"),
    path("c/<slug:congress>/rules/", public.congress_rules, name="congress-rules"),
    path("c/<slug:congress>/orders/", orders.orders, name="orders"),
    path("c/<slug:congress>/orders/set/", orders.set_orders, name="set-orders"),
    path("c/<slug:congress>/search/", search.search, name="search"),
    path("c/<slug:congress>/amendments/", amendment.amendments, name="amendments"),
    path("c/<slug:congress>/A<amendment:number>/", amendment.amendment, name="amendment"),
    path("c/<slug:congress>/A<amendment:number>/versions/", versions.versions, name="versions"),
    path("c/<slug:congress>/A<amendment:number>/rivals/", rivals.rivals_of, name="rivals-of"),
    path("c/<slug:congress>/text/<slug:document>/", text.text, name="text"),
    path("c/<slug:congress>/text/<slug:document>/what-if/", what_if.what_if, name="what-if"),
    path("c/<slug:congress>/text/<slug:document>/rivals/", rivals.rivals, name="rivals"),
    path("c/<slug:congress>/text/<slug:document>/rivals/<slug:uid>/", rivals.rivals_at, name="rivals-at"),
    path("c/<slug:congress>/text/<slug:document>/paragraph/<slug:uid>/", text.paragraph, name="paragraph"),
]
