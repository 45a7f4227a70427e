// What the console does beyond plain links and forms. Every page works without it.
(function () {
    "use strict";

    var root = document.documentElement;

    function meta(name) {
        var element = document.querySelector('meta[name="' + name + '"]');
        return element ? element.getAttribute("content") : null;
    }

    // CSRF: requests that htmx makes carry the token of the page.
    document.addEventListener("htmx:configRequest", function (event) {
        var header = meta("csrf-header");
        var token = meta("csrf-token");
        if (header && token) {
            event.detail.headers[header] = token;
        }
    });

    // A session that ended answers a fragment request with the sign-in page: show that as a page, not inside this one.
    document.addEventListener("htmx:beforeSwap", function (event) {
        var url = event.detail.xhr.responseURL || "";
        if (new URL(url, window.location.href).pathname === new URL(meta("sign-in"), window.location.href).pathname) {
            event.detail.shouldSwap = false;
            window.location.reload();
        }
    });

    function notify(text) {
        var region = document.getElementById("notices");
        if (region && text) {
            region.textContent = text;
            region.hidden = false;
        }
    }

    document.addEventListener("htmx:sendError", function () {
        notify(meta("text-unreachable"));
    });
    document.addEventListener("htmx:responseError", function () {
        notify(meta("text-failed"));
    });
    document.addEventListener("htmx:afterRequest", function (event) {
        var region = document.getElementById("notices");
        if (region && event.detail.successful) {
            region.hidden = true;
        }
    });

    document.addEventListener("click", function (event) {
        var toggle = event.target.closest("[data-theme-toggle]");
        if (toggle) {
            var next = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
            root.setAttribute("data-bs-theme", next);
            toggle.setAttribute("aria-pressed", String(next === "dark"));
            try {
                window.localStorage.setItem("godwit-theme", next);
            } catch (e) {
                // Not kept, but still in force on this page.
            }
        }
        var copy = event.target.closest("[data-copy]");
        if (copy && navigator.clipboard) {
            navigator.clipboard.writeText(copy.getAttribute("data-copy")).then(function () {
                notify(copy.getAttribute("data-copied"));
            });
        }
        // Menus close when something else is clicked.
        document.querySelectorAll("details.menu[open]").forEach(function (menu) {
            if (!menu.contains(event.target)) {
                menu.open = false;
            }
        });
    });

    document.addEventListener("keydown", function (event) {
        if (event.key === "Escape") {
            document.querySelectorAll("details.menu[open], details.confirm[open]").forEach(function (menu) {
                menu.open = false;
                menu.querySelector("summary").focus();
            });
        }
        var typing = event.target.closest("input, textarea, select, [contenteditable]");
        if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
            var search = document.getElementById("search");
            if (search) {
                event.preventDefault();
                search.focus();
            }
        }
    });

    // Parts of a form that belong to one choice are shown while it is chosen: data-shown-by="field" data-shown-for="A B".
    function applyChoices(scope) {
        scope.querySelectorAll("[data-shown-by]").forEach(function (part) {
            var form = part.closest("form");
            var name = part.getAttribute("data-shown-by");
            var field = form && form.elements[name];
            if (!field) {
                return;
            }
            var value = field.value;
            var shown = part.getAttribute("data-shown-for").split(" ").indexOf(value) >= 0;
            part.hidden = !shown;
            part.querySelectorAll("input, select, textarea").forEach(function (input) {
                input.disabled = !shown;
            });
        });
    }

    // Lists of boxes to tick: found by the words in their text, ticked together, counted.
    function countTicked(set) {
        var count = set.querySelector("[data-pick-count]");
        if (count) {
            count.textContent = set.querySelectorAll(".pick input:checked").length.toLocaleString(root.lang);
        }
    }
    document.addEventListener("input", function (event) {
        if (event.target.hasAttribute("data-pick-find")) {
            var words = event.target.value.toLowerCase().split(/\s+/);
            var set = event.target.closest("[data-pick]");
            set.querySelectorAll(".pick li").forEach(function (item) {
                var text = item.textContent.toLowerCase();
                item.hidden = !words.every(function (word) {
                    return text.indexOf(word) >= 0;
                });
            });
            set.querySelector("[data-pick-nothing]").hidden = set.querySelector(".pick li:not([hidden])") !== null;
        }
    });
    document.addEventListener("keydown", function (event) {
        if (event.key === "Enter" && event.target.hasAttribute("data-pick-find")) {
            event.preventDefault(); // the form is not sent by finding
        }
    });
    document.addEventListener("click", function (event) {
        var all = event.target.closest("[data-pick-tick]");
        if (all) {
            var set = all.closest("[data-pick]");
            set.querySelectorAll(".pick li:not([hidden]) input:not(:disabled)").forEach(function (box) {
                box.checked = all.getAttribute("data-pick-tick") !== "";
            });
            set.dispatchEvent(new Event("change", { bubbles: true }));
        }
    });

    // A button may be pressed once: the second press of an impatient hand would do the same thing twice.
    document.addEventListener("submit", function (event) {
        var form = event.target;
        if (form.method === "post" && !form.hasAttribute("hx-post")) {
            if (form.dataset.sent) {
                event.preventDefault();
                return;
            }
            form.dataset.sent = "true";
            form.querySelectorAll("button[type=submit], button:not([type])").forEach(function (button) {
                button.setAttribute("aria-disabled", "true");
            });
        }
    });
    window.addEventListener("pageshow", function () {
        document.querySelectorAll("form[data-sent]").forEach(function (form) {
            delete form.dataset.sent;
            form.querySelectorAll("[aria-disabled]").forEach(function (button) {
                button.removeAttribute("aria-disabled");
            });
        });
    });

    document.addEventListener("change", function (event) {
        if (event.target.hasAttribute("data-pick-all")) {
            event.target.closest("table").querySelectorAll("td.pick-col input").forEach(function (box) {
                box.checked = event.target.checked;
            });
        }
        var set = event.target.closest("[data-pick]");
        if (set) {
            countTicked(set);
        }
        var form = event.target.closest("form");
        if (form) {
            applyChoices(form);
            if (event.target.name) {
                form.querySelectorAll('details[data-shown-open-by="' + event.target.name + '"]').forEach(function (part) {
                    part.open = part.getAttribute("data-shown-open-for").split(" ").indexOf(event.target.value) >= 0;
                });
            }
        }
    });

    // What changes while one looks: the server tells that it changed, the page asks for the part. Where the line to the
    // server cannot be kept open, the page asks by the clock.
    var watched = new WeakSet();
    function live(part) {
        if (watched.has(part)) {
            return;
        }
        watched.add(part);
        var missed = false;
        // What a hand is at is not taken from under it.
        function inUse() {
            return part.querySelector("td.pick-col input:checked, details[open], form :focus") !== null;
        }
        function refresh() {
            missed = inUse();
            if (!document.contains(part)) {
                source.close();
            } else if (!missed) {
                window.htmx.trigger(part, "live");
            }
        }
        function catchUp() {
            window.setTimeout(function () {
                if (missed && !inUse()) {
                    refresh();
                }
            });
        }
        part.addEventListener("htmx:beforeSwap", function (event) {
            if (event.detail.target === part && inUse()) { // since it was asked for
                event.detail.shouldSwap = false;
                missed = true;
            }
        });
        part.addEventListener("change", catchUp);
        part.addEventListener("focusout", catchUp);
        part.addEventListener("toggle", catchUp, true);
        var source = new EventSource(part.getAttribute("data-live"));
        source.addEventListener("changed", refresh);
        source.addEventListener("over", function () {
            source.close();
            refresh();
        });
        source.addEventListener("error", function () {
            if (source.readyState === EventSource.CLOSED) {
                window.setInterval(refresh, 5000);
            }
        });
        window.addEventListener("pagehide", function () {
            source.close();
        });
    }
    document.querySelectorAll("[data-live]").forEach(live);
    document.addEventListener("htmx:load", function (event) {
        applyChoices(event.target);
        document.querySelectorAll("[data-pick]").forEach(countTicked);
        event.target.querySelectorAll("[data-live]").forEach(live);
    });

    var pressed = document.querySelector("[data-theme-toggle]");
    if (pressed) {
        pressed.setAttribute("aria-pressed", String(root.getAttribute("data-bs-theme") === "dark"));
    }
    applyChoices(document);
    document.querySelectorAll("[data-pick]").forEach(countTicked);
})();
