CREATE TABLE "walk_forwards" (
	"id" uuid PRIMARY KEY NOT NULL,
	"job_id" uuid,
	"owner_id" uuid NOT NULL,
	"visibility" text DEFAULT 'private' NOT NULL,
	"request" jsonb NOT NULL,
	"state" text NOT NULL,
	"manifest" jsonb,
	"result" jsonb,
	"track_ts" double precision[],
	"track_returns" double precision[],
	"track_fold" double precision[],
	"compute_ms" double precision,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "walk_forwards_created" ON "walk_forwards" USING btree ("created_at","id");