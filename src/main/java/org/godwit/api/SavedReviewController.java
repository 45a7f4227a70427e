package org.godwit.api;

import java.net.URI;
import java.util.List;
import org.godwit.review.NewSavedReview;
import org.godwit.review.SavedReview;
import org.godwit.review.SavedReviewService;
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

/** {@code /api/v1/saved-reviews}: filters of job creations that reviewers keep. */
@RestController
@RequestMapping("/api/v1/saved-reviews")
class SavedReviewController {

    private final SavedReviewService reviews;

    SavedReviewController(SavedReviewService reviews) {
        this.reviews = reviews;
    }

    @GetMapping
    List<SavedReview> list() {
        return reviews.list();
    }

    @PostMapping
    ResponseEntity<SavedReview> save(@RequestBody NewSavedReview request) {
        SavedReview saved = reviews.save(request);
        return ResponseEntity.created(URI.create("/api/v1/saved-reviews/" + saved.id()))
                .body(saved);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable long id) {
        reviews.remove(id);
    }
}
