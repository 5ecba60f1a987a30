ALTER TABLE "optimisation_trials" ADD COLUMN "early" double precision;--> statement-breakpoint
ALTER TABLE "optimisation_trials" ADD COLUMN "violation" double precision DEFAULT 0 NOT NULL;