package org.godwit.review;

import org.godwit.testing.OnSqlServer;

@OnSqlServer
class SavedReviewOnSqlServerTest extends SavedReviewTest {}
