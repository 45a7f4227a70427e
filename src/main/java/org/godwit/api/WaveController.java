package org.godwit.api;

import java.net.URI;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.wave.NewWavePlan;
import org.godwit.wave.WavePlan;
import org.godwit.wave.WaveService;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/client-waves}: clients in phases. */
@RestController
@RequestMapping("/api/v1/client-waves")
class WaveController {

    private final WaveService waves;

    WaveController(WaveService waves) {
        this.waves = waves;
    }

    @PostMapping
    ResponseEntity<WavePlan> create(@RequestBody NewWavePlan request) {
        WavePlan created = waves.create(request);
        return ResponseEntity.created(URI.create("/api/v1/client-waves/" + created.id()))
                .body(created);
    }

    @GetMapping
    Page<WavePlan> list(PageQuery query) {
        return waves.list(query);
    }

    @GetMapping("/{id}")
    WavePlan get(@PathVariable long id) {
        return waves.get(id);
    }

    @PostMapping("/{id}/start")
    WavePlan start(@PathVariable long id) {
        return waves.start(id);
    }

    @PostMapping("/{id}/hold")
    WavePlan hold(@PathVariable long id) {
        return waves.hold(id);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        waves.delete(id);
    }
}
