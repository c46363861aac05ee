-- The other rights: correction (GDPR Art. 16), objection to marketing (Art. 21(2)), opt-out of sale or sharing (California
-- Civil Code 1798.120), restriction (Art. 18), and information without a copy (Art. 15(1)).
ALTER TYPE "request_type" ADD VALUE 'correction';
ALTER TYPE "request_type" ADD VALUE 'objection';
ALTER TYPE "request_type" ADD VALUE 'opt_out';
ALTER TYPE "request_type" ADD VALUE 'restriction';
ALTER TYPE "request_type" ADD VALUE 'information';
