CREATE TABLE "adaptive_studies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"job_id" uuid,
	"owner_id" uuid NOT NULL,
	"visibility" text DEFAULT 'private' NOT NULL,
	"request" jsonb NOT NULL,
	"state" text NOT NULL,
	"manifest" jsonb,
	"result" jsonb,
	"track_ts" double precision[],
	"track_by_regime" double precision[],
	"track_by_common" double precision[],
	"track_regime" double precision[],
	"track_fold" double precision[],
	"compute_ms" double precision,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "adaptive_studies_created" ON "adaptive_studies" USING btree ("created_at","id");