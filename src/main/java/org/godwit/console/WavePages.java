package org.godwit.console;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.godwit.console.page.ListRequest;
import org.godwit.console.page.LiveStream;
import org.godwit.console.page.Notice;
import org.godwit.job.ClientChoice;
import org.godwit.shared.GodwitException;
import org.godwit.wave.NewWavePlan;
import org.godwit.wave.WavePlan;
import org.godwit.wave.WaveService;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Clients in waves: planned, begun, held, followed. */
@Controller
@RequestMapping("/client-waves")
class WavePages {

    private final WaveService waves;
    private final SourceChoice sources;
    private final LiveStream live;

    WavePages(WaveService waves, SourceChoice sources, LiveStream live) {
        this.waves = waves;
        this.sources = sources;
        this.live = live;
    }

    /**
     * @param sizes clients of each wave, apart by commas or blanks
     * @param pauseHours between two waves
     */
    record WaveForm(
            @Nullable String name,
            @Nullable Long source,
            JobForm.@Nullable Reach clients,
            @Nullable String collectionId,
            @Nullable String clientSite,
            @Nullable String organizationalUnit,
            @Nullable String smsIds,
            @Nullable String sizes,
            @Nullable Integer pauseHours) {

        NewWavePlan request() {
            ClientChoice choice = JobForm.clients(clients, collectionId, clientSite, organizationalUnit, smsIds);
            return new NewWavePlan(
                    Objects.requireNonNullElse(name, "").strip(),
                    Objects.requireNonNullElse(source, 0L),
                    choice == null ? ClientChoice.everyone() : choice,
                    numbers(Objects.requireNonNullElse(sizes, "")),
                    pauseHours == null ? null : Duration.ofHours(pauseHours));
        }

        private static List<Integer> numbers(String text) {
            try {
                return Arrays.stream(text.split("[\\s,;]+"))
                        .filter(n -> !n.isEmpty())
                        .map(Integer::valueOf)
                        .toList();
            } catch (NumberFormatException e) {
                throw GodwitException.invalid(
                        "WAVES_INVALID", "The sizes of the waves are no numbers.", "Write them like this: 50, 500.");
            }
        }
    }

    @GetMapping
    String list(ListRequest request, Model model) {
        model.addAttribute("plans", request.show(waves.list(request.query())));
        model.addAttribute("sources", sources.all());
        return "client/waves";
    }

    @PostMapping
    String create(@ModelAttribute WaveForm form, RedirectAttributes flash) {
        WavePlan plan = waves.create(form.request());
        Notice.leave(flash, "wave.created", plan.name(), plan.waves().size());
        return "redirect:/client-waves/" + plan.id();
    }

    @GetMapping("/{id}")
    String show(@PathVariable long id, Model model) {
        model.addAttribute("plan", waves.get(id));
        return "client/wave";
    }

    @GetMapping("/{id}/progress")
    String progress(@PathVariable long id, Model model) {
        model.addAttribute("plan", waves.get(id));
        return "client/wave :: progress";
    }

    @GetMapping(path = "/{id}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@PathVariable long id) {
        waves.get(id);
        return live.open(() -> {
            WavePlan plan = waves.get(id);
            return new LiveStream.State(plan, plan.status() != WavePlan.Status.RUNNING);
        });
    }

    @PostMapping("/{id}/start")
    String start(@PathVariable long id, RedirectAttributes flash) {
        Notice.leave(flash, "wave.started", waves.start(id).name());
        return "redirect:/client-waves/" + id;
    }

    @PostMapping("/{id}/hold")
    String hold(@PathVariable long id, RedirectAttributes flash) {
        Notice.leave(flash, "wave.held", waves.hold(id).name());
        return "redirect:/client-waves/" + id;
    }

    @PostMapping("/{id}/delete")
    String delete(@PathVariable long id, RedirectAttributes flash) {
        String name = waves.get(id).name();
        waves.delete(id);
        Notice.leave(flash, "wave.deleted", name);
        return "redirect:/client-waves";
    }
}
