// Runs before the page is painted, so that a dark reader never sees a white flash.
(function () {
    "use strict";
    var chosen = null;
    try {
        chosen = window.localStorage.getItem("godwit-theme");
    } catch (e) {
        // Storage may be forbidden; the system's preference then decides.
    }
    var dark = chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.setAttribute("data-bs-theme", dark ? "dark" : "light");
    document.documentElement.classList.add("js");
    try {
        var zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
        if (zone) {
            document.cookie = "godwit-zone=" + encodeURIComponent(zone) + ";path=/;max-age=31536000;samesite=lax";
        }
    } catch (e) {
        // Without it times are shown in UTC.
    }
})();
