// Wizards: one long form, shown a step at a time. The step is in the address, so the back button works; what was filled in
// is kept as a draft on the server with each step. Without this script the whole form is shown and can be sent.
(function () {
    "use strict";

    var form = document.querySelector("form[data-wizard]");
    if (!form) {
        return;
    }
    var steps = Array.from(form.querySelectorAll("[data-step]"));
    var links = Array.from(form.querySelectorAll(".steps a"));
    var back = form.querySelector("[data-back]");
    var next = form.querySelector("[data-next]");
    var last = Array.from(form.querySelectorAll("[data-last]"));
    var kept = null;
    var arrived = null;
    var shown = 0;

    function named(name) {
        return steps.findIndex(function (step) {
            return step.id === name;
        });
    }

    function fields() {
        var data = new FormData(form);
        Array.from(data.keys()).forEach(function (name) {
            if (/password/i.test(name)) {
                data.delete(name);
            }
        });
        return new URLSearchParams(data);
    }

    // Only what somebody filled in is worth keeping: an untouched form is not.
    function content() {
        var data = fields();
        ["_csrf", "key", "draft", "find"].forEach(function (name) {
            data.delete(name);
        });
        return data.toString();
    }

    // A request that is to outlive its page may be no larger than 64 KiB: only the last one has to. What went out before
    // and has not arrived ends with the page, and goes out again.
    function keep(leaving) {
        var now = content();
        if (!form.dataset.draft || form.dataset.sent || now === (leaving ? arrived : kept)) {
            return;
        }
        kept = now;
        fetch(form.dataset.draft, {
            method: "POST",
            headers: { "X-Draft": "auto" },
            body: fields(),
            keepalive: leaving,
            redirect: "error"
        })
            .then(function (answer) {
                return answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)));
            })
            .then(function (id) {
                arrived = now;
                form.elements.draft.value = id;
                var address = new URL(window.location.href);
                if (address.searchParams.get("draft") !== id) {
                    address.search = "?draft=" + id;
                    window.history.replaceState(null, "", address);
                }
            })
            .catch(function () {
                kept = null; // with the next step again
            });
    }

    function summarise() {
        form.querySelectorAll("[data-summary] [data-of]").forEach(function (place) {
            var found = Array.from(form.querySelectorAll('[name="' + place.getAttribute("data-of") + '"]'))
                .filter(function (field) {
                    return field.type !== "checkbox" && field.type !== "radio" ? field.value : field.checked;
                })
                .map(function (field) {
                    var label = field.closest("label.choice");
                    return label ? label.querySelector("strong > span").textContent : field.value;
                });
            place.textContent = found.join(", ") || "–";
        });
    }

    function show(index, focus) {
        shown = index;
        steps.forEach(function (step, i) {
            step.classList.toggle("here", i === index);
        });
        links.forEach(function (link, i) {
            link.parentElement.classList.toggle("done", i < index);
            if (i === index) {
                link.setAttribute("aria-current", "step");
            } else {
                link.removeAttribute("aria-current");
            }
        });
        document.querySelectorAll(".drafts").forEach(function (others) {
            others.hidden = index > 0;
        });
        back.hidden = index === 0;
        next.hidden = index === steps.length - 1;
        last.forEach(function (button) {
            button.hidden = index !== steps.length - 1;
        });
        summarise();
        document.querySelectorAll("[data-on-step]").forEach(function (part) {
            if (part.getAttribute("data-on-step").split(" ").indexOf(steps[index].id) >= 0 && part.hasAttribute("hx-post")) {
                window.htmx.trigger(part, "step");
            }
        });
        if (focus) {
            window.scrollTo(0, 0);
            steps[index].querySelector("h2").focus({ preventScroll: true });
        }
    }

    // The first of these steps that is not filled in rightly; -1 if all are.
    function unready(until) {
        return steps.findIndex(function (step, i) {
            return i < until && step.querySelector("input:invalid, select:invalid, textarea:invalid");
        });
    }

    function go(index) {
        var wrong = unready(index);
        if (wrong >= 0) {
            if (wrong !== shown) {
                window.location.hash = steps[wrong].id;
                show(wrong, true);
            }
            steps[wrong].querySelector("input:invalid, select:invalid, textarea:invalid").reportValidity();
            return;
        }
        if (steps[index].id !== window.location.hash.slice(1)) {
            window.history.pushState(null, "", "#" + steps[index].id);
        }
        keep(false);
        show(index, true);
    }

    links.forEach(function (link, i) {
        link.addEventListener("click", function (event) {
            event.preventDefault();
            go(i);
        });
    });
    back.addEventListener("click", function () {
        go(shown - 1);
    });
    next.addEventListener("click", function () {
        go(shown + 1);
    });
    window.addEventListener("popstate", function () {
        show(Math.max(0, named(window.location.hash.slice(1))), true);
    });

    // Return in a field means "next" before the last step.
    form.addEventListener("keydown", function (event) {
        if (event.key === "Enter" && event.target.matches("input") && shown < steps.length - 1) {
            event.preventDefault();
            if (event.target.type !== "search") {
                go(shown + 1);
            }
        }
    });
    form.addEventListener("submit", function (event) {
        if (event.submitter && event.submitter.hasAttribute("data-keep")) {
            delete form.dataset.sent; // the page stays: another press is meant
        }
    });
    form.noValidate = true;
    form.addEventListener(
        "submit",
        function (event) {
            var asIs = event.submitter && event.submitter.formNoValidate;
            if (!asIs && unready(steps.length) >= 0) {
                event.preventDefault();
                event.stopImmediatePropagation();
                go(steps.length - 1);
            }
        },
        true
    );
    window.addEventListener("pagehide", function () {
        keep(true);
    });

    // Objects chosen one by one: ticked in a list of those found, shown in the basket.
    var basket = document.getElementById("chosen");
    function chosen(id) {
        return basket.querySelector('input[name="entities"][value="' + id + '"]');
    }
    function changed() {
        document.getElementById("nothing-chosen").hidden = basket.children.length > 0;
        window.htmx.trigger(document.getElementById("along"), "along");
    }
    if (basket) {
        form.addEventListener("change", function (event) {
            var box = event.target;
            if (box.hasAttribute("data-along")) {
                changed();
            }
            if (!box.hasAttribute("data-choose")) {
                return;
            }
            var there = chosen(box.value);
            if (box.checked && !there) {
                var item = document.getElementById("chip").content.firstElementChild.cloneNode(true);
                var words = item.querySelectorAll("span");
                var button = item.querySelector("button");
                item.querySelector("input").value = box.value;
                words[0].textContent = box.dataset.name;
                words[1].textContent = box.dataset.type;
                button.setAttribute("aria-label", button.dataset.label.replace("@", box.dataset.name));
                basket.append(item);
            } else if (!box.checked && there) {
                there.closest("li").remove();
            }
            document.querySelectorAll('[data-choose][value="' + box.value + '"]').forEach(function (other) {
                other.checked = box.checked;
            });
            changed();
        });
        form.addEventListener("click", function (event) {
            var button = event.target.closest("[data-unchoose]");
            if (button) {
                var id = button.closest("li").querySelector("input").value;
                button.closest("li").remove();
                document.querySelectorAll('[data-choose][value="' + id + '"]').forEach(function (box) {
                    box.checked = false;
                });
                changed();
            }
        });
        document.addEventListener("htmx:load", function (event) {
            event.target.querySelectorAll("[data-choose]").forEach(function (box) {
                box.checked = chosen(box.value) !== null;
            });
        });
        document.getElementById("nothing-chosen").hidden = basket.children.length > 0;
    }

    kept = content();
    arrived = kept;
    var first = named(form.dataset.faulty || window.location.hash.slice(1));
    document.addEventListener("DOMContentLoaded", function () {
        show(Math.max(0, first), false);
    });
})();
